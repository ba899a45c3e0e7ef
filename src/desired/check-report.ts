import { didYouMean } from '../document/closest-name.ts';
import type { ReportDocument } from '../document/generated/report.ts';
import type { Located } from '../document/read-document.ts';
import { asDay, type Day } from '../domain/day.ts';
import { type EarlyAdopterTeam, ngiOn, unconcernedBy } from '../domain/early-adopter.ts';
import type { Finding } from '../domain/finding.ts';
import type { Policy } from '../domain/policy.ts';
import type { Release } from '../domain/release.ts';

/** What the report of a team is held against; null for what cannot be read. */
export interface ReportContext {
  readonly policy: Policy | null;
  readonly release: Release | null;
}

type Document = Located<ReportDocument>;

/** Everything that stands against a report that is as its schema says; `named` is the team that its file is named after. */
export function checkReport(named: string, document: Document, about: ReportContext): readonly Finding[] {
  if (document.value.team !== named) return [wrongFile(named, document)];
  return [...checkDays(document), ...checkResult(document), ...checkTeam(document, about)];
}

function wrongFile(named: string, document: Document): Finding {
  const message = `team is ${document.value.team}, the file is named ${named}`;
  const hint = 'rename the file, or correct the team';
  return document.finding(['team'], 'value', { rule: 'file-name', message, hint });
}

const dayFields = ['invitedAt', 'acceptedAt', 'date'] as const;

function checkDays(document: Document): readonly Finding[] {
  const written = dayFields.map((field) => ({ field, day: document.value[field] ?? null }));
  return written.flatMap(({ field, day }) => {
    if (day === null || asDay(day) !== undefined) return [];
    const complaint = { rule: 'unknown-day', message: `there is no day ${day}`, hint: 'correct the day' };
    return [document.finding([field], 'value', complaint)];
  });
}

// R105, R106: what the answer is counts, so an answer that says two things is none.
function checkResult(document: Document): readonly Finding[] {
  const { state, result = null, date = null, acceptedAt = null } = document.value;
  const findings: Finding[] = [];
  if (result !== null && state !== 'accepted') {
    const message = `result is ${result}, and state is ${state}`;
    const hint = 'a team that reports has accepted: set state: accepted, or remove the result';
    findings.push(document.finding(['result'], 'value', { rule: 'report-state', message, hint }));
  }
  if (acceptedAt !== null && state === 'invited') {
    const message = `the team accepted on ${acceptedAt}, and state is invited`;
    const hint = 'set state: accepted, or remove acceptedAt';
    findings.push(document.finding(['acceptedAt'], 'value', { rule: 'report-state', message, hint }));
  }
  if (result !== null && date === null) {
    const hint = 'add date: and the day of the report, such as 2026-11-20';
    const message = 'a result needs date, which is empty';
    findings.push(document.finding(['result'], 'value', { rule: 'required-field', message, hint }));
  }
  return findings;
}

function checkTeam(document: Document, { policy, release }: ReportContext): readonly Finding[] {
  if (policy === null) return [];
  const team = policy.earlyAdopters.get(document.value.team);
  if (team === undefined) return [unknownTeam(document, [...policy.earlyAdopters.keys()])];
  const stranger = release === null ? null : unconcerned(team, release);
  const concern =
    stranger === null ? [] : [document.finding(['team'], 'value', { rule: 'unconcerned-team', ...stranger })];
  return [...concern, ...checkMembership(document, team)];
}

function unknownTeam(document: Document, known: readonly string[]): Finding {
  const { team } = document.value;
  const list = `earlyAdopters in stagepost.yaml has ${known.length === 0 ? 'no team' : known.join(', ')}`;
  const hint = `${didYouMean(team, known)} ${list}`.trim();
  return document.finding(['team'], 'value', {
    rule: 'unknown-team',
    message: `team ${team} is not known`,
    hint,
  });
}

function unconcerned(team: EarlyAdopterTeam, { content, id }: Release) {
  const by = unconcernedBy(team, content);
  if (by === null) return null;
  const [theirs, ours] = [team[by].join(', '), content[by].join(', ')];
  const hint =
    by === 'stacks'
      ? `the release is for the lists ${ours}, the team is on ${theirs}: correct stacks in stagepost.yaml, or remove the report`
      : `the release is for ${ours}, the team has ${theirs}: correct platforms in stagepost.yaml, or remove the report`;
  return { message: `${id} does not concern the team ${team.key}`, hint };
}

// R104: a team answers for an infrastructure, and is counted for the one of that day.
function checkMembership(document: Document, team: EarlyAdopterTeam): readonly Finding[] {
  return (['acceptedAt', 'date'] as const).flatMap((field) => {
    const day: Day | undefined = asDay(document.value[field] ?? '');
    if (day === undefined || ngiOn(team, day) !== null) return [];
    const message = `the team ${team.key} takes no part on ${day}`;
    const hint = `correct the day, or the memberships of ${team.key} in stagepost.yaml`;
    return [document.finding([field], 'value', { rule: 'team-membership', message, hint })];
  });
}
