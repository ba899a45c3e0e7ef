import { dayOf } from '../../domain/day.ts';
import {
  awaitedTeams,
  concernedTeams,
  type ReleaseReports,
  rolloutManager,
  teamsAsText,
} from '../../domain/early-adopter.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { DatedQuestion, Gate } from './gate.ts';

type Heard = DatedQuestion['desired'];

/** Whether those who tried the release have said how it went, and the staged-rollout manager has weighed it (R106). */
export const earlyAdoptersGate: Gate<DatedQuestion> = { name: 'early adopters', judge };

function judge(question: DatedQuestion): Verdict | null {
  const { from, step, desired } = question;
  const leaves = from.state === 'Failed' ? from.from : from.state;
  if (step.transition.to !== 'Production' || leaves !== 'StageRollout') return null;
  if (step.edit.route === 'direct')
    return { kind: 'pass', sentence: 'direct emergency releases do not wait for early adopters' };
  return mistaken(desired) ?? silent(desired) ?? undecided(desired) ?? tooFew(question) ?? heard(desired);
}

// What a file with a mistake wanted to say, nobody knows; a waiver says that nobody need know.
function mistaken({ reports, release }: Heard): Verdict | null {
  const { waivers } = release.workflow;
  const broken = reports.unreadable.filter(({ team }) => !waivers.some((waiver) => waiver.team === team));
  const first = broken[0]?.findings[0];
  if (first === undefined) return null;
  const teams = broken.map(({ team }) => team).join(', ');
  return {
    kind: 'blocked',
    sentence: `${broken.length === 1 ? 'a mistake in the report' : 'mistakes in the reports'} of ${teams}: ${first.message}`,
    hint: `${first.file}:${first.line}:${first.column}: ${first.hint}`,
    cites: 'R105, R106',
  };
}

function silent({ reports, release }: Heard): Verdict | null {
  const { waivers } = release.workflow;
  const teams = awaitedTeams(reports, waivers);
  if (teams.length === 0) return null;
  const others = { ...reports, known: reports.known.filter(({ team }) => !teams.includes(team)) };
  const told = teamsAsText(others, waivers);
  const whom = teams.join(', ');
  const what = teams.length === 1 ? 'the report' : 'the reports';
  return {
    kind: 'wait-for',
    sentence: `waits for ${what} of ${whom}${told === '' ? '' : ` (${told})`}`,
    whom,
  };
}

// R74, R106: what a report says decides nothing by itself; a person weighs it and signs for it in the release file.
function undecided({ reports, release }: Heard): Verdict | null {
  const { outcome, reason, waivers } = release.workflow;
  const rejects = reports.known.filter(({ result }) => result === 'Reject').map(({ team }) => team);
  if (rejects.length === 0 || (outcome === 'Warning' && reason !== null)) return null;
  const told = teamsAsText(reports, waivers);
  const ways = 'desiredState: Rejected with a reason, or outcome: Warning with the reason why it goes on';
  return {
    kind: 'wait-for',
    sentence: `${rejects.join(', ')} would reject it, and ${rolloutManager} decides: ${ways} (${told})`,
    whom: rolloutManager,
  };
}

function tooFew(question: DatedQuestion): Verdict | null {
  const { desired, policy, step } = question;
  const { minimumSuccesses, emergencyMinimumSuccesses } = policy.gates.earlyAdopters;
  const needed = step.edit.route === 'normal' ? minimumSuccesses : emergencyMinimumSuccesses;
  const { known } = desired.reports;
  const successes = known.filter(({ result }) => result === 'Success' || result === 'Warning').length;
  if (successes >= needed) return null;
  const told = teamsAsText(desired.reports, desired.release.workflow.waivers);
  const has = hasTeams(desired.reports)
    ? `${successes} of ${needed} successful reports (${told})`
    : `no early adopter yet, and ${needed} successful ${needed === 1 ? 'report is' : 'reports are'} needed`;
  return {
    kind: 'wait-for',
    sentence: `${has}; ${rolloutManager} can invite ${othersOf(question)}`,
    whom: rolloutManager,
  };
}

function hasTeams({ known }: ReleaseReports): boolean {
  return known.some(({ state }) => state === 'accepted');
}

function othersOf({ desired, policy, now }: DatedQuestion): string {
  const asked = new Set(desired.reports.known.map(({ team }) => team));
  const concerned = concernedTeams(policy.earlyAdopters, desired.release, dayOf(now));
  const others = concerned.map(({ key }) => key).filter((key) => !asked.has(key));
  return others.length === 0 ? 'nobody else: stagepost.yaml has no other team for it' : others.join(', ');
}

function heard({ reports, release }: Heard): Verdict {
  const { waivers, reason } = release.workflow;
  const told = teamsAsText(reports, waivers);
  const rejected = reports.known.some(({ result }) => result === 'Reject');
  const decided = rejected ? `; it goes on all the same: ${reason}` : '';
  if (hasTeams(reports)) return { kind: 'pass', sentence: `${told}${decided}` };
  return { kind: 'pass', sentence: `no early adopter yet${told === '' ? '' : ` (${told})`}` };
}
