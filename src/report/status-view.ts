import type { PackageGroup } from '../domain/component.ts';
import type { DesiredState } from '../domain/desired-state.ts';
import type { Instant } from '../domain/instant.ts';
import { nextStates, occupiesSlot } from '../domain/lifecycle.ts';
import { slotKeyOf } from '../domain/major-release.ts';
import type { Action, HeldRepository, Plan } from '../domain/plan.ts';
import type { ReconcilerRecord, ReleaseRecord } from '../domain/record.ts';
import { majorOf, productOf, type ReleaseId, type StateName } from '../domain/release.ts';
import { type RolloutOutcome, rolloutOutcome } from '../domain/rollout-outcome.ts';
import type { Verdict } from '../domain/verdict.ts';
import { type VersionKind, versionKindOf } from '../domain/version-kind.ts';
import { isWithdrawn } from '../domain/withdrawal.ts';
import { groupsOf } from './components-as-text.ts';
import { adoptersText } from './early-adopters.ts';
import { heldAsSentence } from './gates-as-text.ts';
import { eitherOf } from './names.ts';
import { momentOf } from './times.ts';

/** One release as the status shows it. */
export interface ReleaseStatus {
  readonly release: ReleaseId;
  readonly state: StateName;
  /** What its version is beside those before it; null where its name has none that can be read. */
  readonly versionKind: VersionKind | null;
  /** When it entered the state; null before the first cycle. */
  readonly since: Instant | null;
  /** How its stage rollout ended; null while it has not, and where it never was there. */
  readonly outcome: RolloutOutcome | null;
  /** Why it does not get what it asks for; null when it does, or asks for nothing. */
  readonly held: Verdict['kind'] | null;
  /** When it should have left its state; null while it is in time. This holds up nothing. */
  readonly delayedSince: Instant | null;
  /** What happens next, or what it waits for. */
  readonly next: string;
  /** Its packages by component; empty without components, before they are fetched, and when it has ended. */
  readonly components: readonly PackageGroup[];
}

/** One slot and who has it. */
export interface SlotStatus {
  readonly slot: string;
  readonly holder: ReleaseId | null;
  /** Since when the holder is in stage rollout; null when it failed on the way in. */
  readonly since: Instant | null;
}

/** Everything that the status says; `--json` prints it as it is. */
export interface StatusView {
  readonly commit: string;
  readonly now: Instant;
  readonly slots: readonly SlotStatus[];
  readonly releases: readonly ReleaseStatus[];
  /** Actions that the next run would take. */
  readonly pending: number;
  readonly unjudged: readonly string[];
  /** Repositories that a guard keeps as they are, with what would let the change through. */
  readonly guarded: readonly string[];
}

/** Joins what is recorded with what the planner would do now. */
export function statusView(desired: DesiredState, record: ReconcilerRecord, plan: Plan): StatusView {
  const ids = new Set([...record.releases.keys(), ...desired.releases.map(({ release }) => release.id)]);
  return {
    commit: desired.commit,
    now: plan.madeAt,
    slots: slotsOf(desired, record),
    releases: [...ids].sort().map((id) => releaseStatus(id, { desired, record, plan })),
    pending: plan.actions.length,
    unjudged: linesOf(plan, 'cannot-tell'),
    guarded: linesOf(plan, 'guarded'),
  };
}

function linesOf(plan: Plan, why: HeldRepository['why']): readonly string[] {
  return plan.heldRepositories
    .filter((held) => held.why === why)
    .map(({ repository, sentence, hint }) => [`${repository}: ${sentence}`, hint].filter(Boolean).join('; '));
}

interface Facts {
  readonly desired: DesiredState;
  readonly record: ReconcilerRecord;
  readonly plan: Plan;
}

function releaseStatus(id: ReleaseId, facts: Facts): ReleaseStatus {
  const { record, plan } = facts;
  const known = record.releases.get(id);
  return {
    release: id,
    state: known?.observed.state ?? 'Submitted',
    versionKind: versionKindOf(id),
    since: known?.visits.at(-1)?.entered ?? null,
    outcome: known === undefined ? null : outcomeOf(known, facts.desired),
    held: plan.heldBack.find((each) => each.release === id)?.verdict.kind ?? null,
    delayedSince: plan.delays.find((each) => each.release === id)?.due ?? null,
    next: nextOf(id, facts),
    components: groupsOf(plan.components, id),
  };
}

function nextOf(id: ReleaseId, { desired, record, plan }: Facts): string {
  const known = record.releases.get(id);
  const held = plan.heldBack.find((each) => each.release === id);
  const failure = known?.observed.state === 'Failed' ? `${known.observed.failure.message}; ` : '';
  if (held !== undefined) return failure + heldAsSentence(held);
  const coming = plan.actions.filter((action) => concerns(action, id));
  if (coming.length > 0) return failure + comingText(coming);
  return known === undefined ? '' : restingText(known, desired, record) + outlookText(id, plan);
}

function restingText(known: ReleaseRecord, desired: DesiredState, record: ReconcilerRecord): string {
  const steps = nextStates(known.observed, 'normal');
  const { state } = known.observed;
  const adopters = state === 'StageRollout' ? adoptersText(known.release, state, desired) : '';
  const told = adopters === '' ? '' : `; ${adopters}`;
  if (steps.length > 0) return `waits for somebody to set desiredState: ${eitherOf(steps)}${told}`;
  if (isWithdrawn(known.observed)) {
    const { since, reason } = known.observed.withdrawn;
    return `withdrawn since ${since}: ${reason}; it comes back when withdrawn is removed from its file`;
  }
  const places = placesOf(known.release, record);
  if (places.length > 0) return `final; in ${places.join(', ')}`;
  const rejected = outcomeOf(known, desired) === 'Reject' ? ', outcome Reject' : '';
  return `final${rejected}: ${known.visits.at(-1)?.reason ?? ''}`;
}

function outcomeOf(known: ReleaseRecord, { releases }: DesiredState): RolloutOutcome | null {
  const written = releases.find(({ release }) => release.id === known.release)?.release.workflow.outcome;
  return rolloutOutcome(known, written ?? null);
}

function outlookText(id: ReleaseId, plan: Plan): string {
  const found = plan.outlook.find((each) => each.release === id);
  return found === undefined || found.earliest === null
    ? ''
    : `; ${found.to} not before ${momentOf(found.earliest)}`;
}

function concerns(action: Action, id: ReleaseId): boolean {
  return (action.kind === 'enter-state' || action.kind === 'fetch-release') && action.release === id;
}

function comingText(actions: readonly Action[]): string {
  if (actions.some((action) => action.kind === 'fetch-release')) return 'the next run fetches it';
  const states = actions.flatMap((action) => (action.kind === 'enter-state' ? [action.to.state] : []));
  return `the next run takes it to ${states.join(', then ')}`;
}

function placesOf(id: ReleaseId, record: ReconcilerRecord): readonly string[] {
  return [...record.generations].flatMap(([key, { generation }]) =>
    generation.members.some((member) => member.release === id) ? [key] : [],
  );
}

function slotsOf(desired: DesiredState, record: ReconcilerRecord): readonly SlotStatus[] {
  const slots = new Map<string, SlotStatus>();
  for (const major of desired.policy.majorReleases.values())
    if (major.slot === 'major-release') slots.set(major.key, { slot: major.key, holder: null, since: null });
  for (const { release, observed, visits } of record.releases.values()) {
    const major = desired.policy.majorReleases.get(majorOf(release));
    if (major === undefined || !occupiesSlot(observed)) continue;
    const slot = slotKeyOf(major, productOf(release));
    const entered = visits.findLast((visit) => visit.state === 'StageRollout')?.entered ?? null;
    slots.set(slot, { slot, holder: release, since: entered });
  }
  return [...slots.values()];
}
