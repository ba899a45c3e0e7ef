import type { ActualState } from '../domain/actual-state.ts';
import type { DesiredState } from '../domain/desired-state.ts';
import type { Instant } from '../domain/instant.ts';
import { requiredFields } from '../domain/lifecycle.ts';
import { slotKeyOf } from '../domain/major-release.ts';
import { leftOutAsText } from '../domain/package-part.ts';
import type { Plan } from '../domain/plan.ts';
import type { ReconcilerRecord } from '../domain/record.ts';
import { majorOf, productOf, type Release, type ReleaseId, releaseTitle } from '../domain/release.ts';
import type { GateVerdict } from '../domain/verdict.ts';
import type { VersionKind } from '../domain/version-kind.ts';
import { columns } from './columns.ts';
import { adoptersText } from './early-adopters.ts';
import { counted } from './names.ts';
import { type ReleaseStatus, statusView } from './status-view.ts';
import { ageOf, momentOf } from './times.ts';
import { verdictAsText } from './verdict-as-text.ts';

/** What an explanation is made from. */
export interface ExplainFacts {
  readonly desired: DesiredState;
  readonly actual: ActualState;
  readonly record: ReconcilerRecord;
  readonly plan: Plan;
}

/** Why a release is where it is: what it wants, what stands against it, until when, and what comes next. */
export interface Explanation {
  readonly release: ReleaseId;
  readonly versionKind: VersionKind | null;
  /** The answer in one sentence. */
  readonly answer: string;
  /** What was looked at, and what was found. */
  readonly rows: readonly (readonly [string, string])[];
  readonly next: string;
}

/** Explains one release, which main or the record knows. */
export function explain(id: ReleaseId, facts: ExplainFacts): Explanation {
  const view = statusView(facts.desired, facts.record, facts.plan);
  const status = view.releases.find((each) => each.release === id);
  if (status === undefined) throw new Error(`neither main nor the record knows ${id}`);
  const wanted = facts.desired.releases.find(({ release }) => release.id === id)?.release;
  const since =
    status.since === null ? '' : ` since ${momentOf(status.since)} (${ageOf(status.since, view.now)})`;
  const wish = wishOf(wanted, status.state);
  return {
    release: id,
    versionKind: status.versionKind,
    answer: `${releaseTitle(id)} ${wish}is ${status.state}${since}.`,
    rows: [
      ...failureRows(id, facts.record),
      ...verdictRows(id, facts.plan),
      ...outlookRows(id, facts.plan),
      ...delayRow(id, facts.plan),
      ...slotRow(id, facts, view.slots),
      ...(wanted === undefined ? [] : fieldRows(wanted)),
      ...(status.outcome === 'Reject' ? [derivedOutcome] : []),
      ...adoptersRow(status, facts),
      ...poolRow(id, facts.actual),
      ...attemptRow(id, facts.actual),
    ],
    next: status.next,
  };
}

/** An explanation as text. */
export function explanationAsText({ answer, rows, next }: Explanation): string {
  const table = rows.length === 0 ? '' : `\n\n${columns(rows, '  ')}`;
  return `${answer}${table}\n\nNext: ${next === '' ? 'nothing; it is where git asks it to be' : next}`;
}

function wishOf(wanted: Release | undefined, state: string): string {
  if (wanted === undefined) return 'has no readable file on main and ';
  const { desiredState } = wanted.workflow;
  if (desiredState === null) return 'asks for nothing and ';
  return desiredState === state ? '' : `wants ${desiredState} and `;
}

const mostDetails = 5;

function failureRows(id: ReleaseId, record: ReconcilerRecord): readonly (readonly [string, string])[] {
  const observed = record.releases.get(id)?.observed;
  if (observed?.state !== 'Failed') return [];
  const { message, details, hint } = observed.failure;
  const more = details.length - mostDetails;
  return [
    ['failure', message],
    ...details.slice(0, mostDetails).map((detail) => ['', detail] as const),
    ...(more > 0 ? [['', `… ${more} more`] as const] : []),
    ...(hint === '' ? [] : [['what to do', hint] as const]),
  ];
}

function verdictRows(id: ReleaseId, plan: Plan): readonly (readonly [string, string])[] {
  const held = plan.heldBack.find((each) => each.release === id);
  if (held === undefined) return [];
  const { at, gates, earliest } = held;
  const where = at === null ? '' : `   ${at.file}:${at.line}`;
  const lines = gates.map((each, index) => {
    const [gate, text] = gateRow(each);
    return [gate, index === 0 ? `${text}${where}` : text] as const;
  });
  return [...lines, ...earliestRow(earliest)];
}

/** What the gates would say of the next move, so that nobody has to ask for it to find out. */
function outlookRows(id: ReleaseId, plan: Plan): readonly (readonly [string, string])[] {
  const found = plan.outlook.find((each) => each.release === id);
  const isHeld = plan.heldBack.some((each) => each.release === id);
  if (found === undefined || isHeld) return [];
  const { to, gates, earliest } = found;
  return [['next move', `${to}; if it were asked for now:`], ...gates.map(gateRow), ...earliestRow(earliest)];
}

function gateRow({ gate, verdict }: GateVerdict): readonly [string, string] {
  return [gate, verdict.kind === 'pass' ? `passes: ${verdict.sentence}` : verdictAsText(verdict)];
}

function earliestRow(earliest: Instant | null): readonly (readonly [string, string])[] {
  return earliest === null ? [] : [['earliest', momentOf(earliest)]];
}

function delayRow(id: ReleaseId, plan: Plan): readonly (readonly [string, string])[] {
  const late = plan.delays.find(({ release }) => release === id);
  if (late === undefined) return [];
  return [['delayed', `${late.state} should have ended by ${momentOf(late.due)}; this holds up nothing`]];
}

function slotRow(
  id: ReleaseId,
  { desired }: ExplainFacts,
  slots: ReturnType<typeof statusView>['slots'],
): readonly (readonly [string, string])[] {
  const major = desired.policy.majorReleases.get(majorOf(id));
  if (major === undefined) return [];
  const key = slotKeyOf(major, productOf(id));
  const slot = slots.find((each) => each.slot === key);
  const holder = slot?.holder ?? null;
  if (holder === null) return [[`slot of ${key}`, 'free']];
  if (holder === id) return [[`slot of ${key}`, 'taken by this release']];
  const since = slot?.since ?? null;
  const taken = since === null ? '' : ` since ${momentOf(since)}`;
  const name = releaseTitle(holder);
  return [[`slot of ${key}`, `taken by ${name}${taken}; clears when ${name} leaves stage rollout`]];
}

const fieldTitles = {
  reason: 'reason',
  outcome: 'outcome',
  verificationReport: 'verification report',
  stageRolloutReport: 'stage-rollout report',
} as const;

// R30: nobody writes it.
const derivedOutcome = ['outcome', 'Reject, because it was rejected in stage rollout'] as const;

function fieldRows({ workflow }: Release): readonly (readonly [string, string])[] {
  const fields = requiredFields(workflow.desiredState, workflow.emergency.route);
  return fields.map((field) => [fieldTitles[field], workflow[field] ?? 'missing'] as const);
}

function adoptersRow(
  { release, state }: ReleaseStatus,
  { desired, plan }: ExplainFacts,
): readonly (readonly [string, string])[] {
  const text = adoptersText(release, state, desired);
  const held = plan.heldBack.find((each) => each.release === release);
  // Their gate has told it already.
  if (held?.gates.some(({ gate }) => gate === 'early adopters')) return [];
  return text === '' ? [] : [['early adopters', text]];
}

function poolRow(id: ReleaseId, actual: ActualState): readonly (readonly [string, string])[] {
  const seen = actual.pool.get(id);
  if (seen === undefined) return [];
  if (seen.kind === 'unknown') return [['packages', `cannot be told: ${seen.reason}`]];
  if (seen.value === null) return [['packages', 'not fetched']];
  const count = seen.value.members.reduce((sum, member) => sum + member.packages, 0);
  const { leftOut = [] } = seen.value;
  const rows = [['packages', `${counted(count, 'package')} fetched and verified`]] as const;
  return leftOut.length === 0
    ? rows
    : [...rows, ['left out', `${leftOutAsText(leftOut)}, by stagepost.yaml`]];
}

function attemptRow(id: ReleaseId, actual: ActualState): readonly (readonly [string, string])[] {
  const attempts = actual.attempts.get(id);
  if (attempts === undefined) return [];
  return [['attempts', `${counted(attempts.count, 'attempt')} failed; next at ${momentOf(attempts.dueAt)}`]];
}
