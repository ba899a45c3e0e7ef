import type { PackageGroup } from '../domain/component.ts';
import type { DesiredState } from '../domain/desired-state.ts';
import type { Instant } from '../domain/instant.ts';
import { nextStates, occupiesSlot } from '../domain/lifecycle.ts';
import { slotKeyOf } from '../domain/major-release.ts';
import type { Action, HeldBack, HeldRepository, Outlook, Plan } from '../domain/plan.ts';
import type { ReconcilerRecord, ReleaseRecord } from '../domain/record.ts';
import {
  majorOf,
  productOf,
  type ReleaseId,
  type ReleaseWorkflow,
  type StateName,
} from '../domain/release.ts';
import type { RepositoryKey } from '../domain/repository.ts';
import { type RolloutOutcome, rolloutOutcome } from '../domain/rollout-outcome.ts';
import type { Verdict } from '../domain/verdict.ts';
import { type VersionKind, versionKindOf } from '../domain/version-kind.ts';
import { isWithdrawn } from '../domain/withdrawal.ts';
import { adoptersText } from './early-adopters.ts';
import { heldAsSentence } from './gates-as-text.ts';
import { eitherOf } from './names.ts';
import { operatingSystemLines } from './operating-systems.ts';
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
  /** How old what is known of each declared operating system is. */
  readonly operatingSystems: readonly string[];
}

interface Made {
  readonly desired: DesiredState;
  readonly record: ReconcilerRecord;
  readonly view: StatusView;
}

// Every page and every answer about one moment begins with it.
const made = new WeakMap<Plan, Made>();

/** Joins what is recorded with what the planner would do now; worked out once for the same values. */
export function statusView(desired: DesiredState, record: ReconcilerRecord, plan: Plan): StatusView {
  const before = made.get(plan);
  if (before !== undefined && before.desired === desired && before.record === record) return before.view;
  const view = makeView(desired, record, plan);
  made.set(plan, { desired, record, view });
  return view;
}

function makeView(desired: DesiredState, record: ReconcilerRecord, plan: Plan): StatusView {
  const ids = new Set([...record.releases.keys(), ...desired.releases.map(({ release }) => release.id)]);
  const outcomes = new Map(desired.releases.map(({ release }) => [release.id, release.workflow.outcome]));
  const facts = { desired, record, said: saidOf(plan), places: placesIn(record), outcomes };
  return {
    commit: desired.commit,
    now: plan.madeAt,
    slots: slotsOf(desired, record),
    releases: [...ids].sort().map((id) => releaseStatus(id, facts)),
    pending: plan.actions.length,
    unjudged: linesOf(plan, 'cannot-tell'),
    guarded: linesOf(plan, 'guarded'),
    operatingSystems: operatingSystemLines(desired.policy, record, plan.madeAt),
  };
}

function linesOf(plan: Plan, why: HeldRepository['why']): readonly string[] {
  return plan.heldRepositories
    .filter((held) => held.why === why)
    .map(({ repository, sentence, hint }) => [`${repository}: ${sentence}`, hint].filter(Boolean).join('; '));
}

/** What a plan says of each release, looked up once for all of them. */
interface Said {
  readonly heldBack: ReadonlyMap<ReleaseId, HeldBack>;
  readonly delays: ReadonlyMap<ReleaseId, Instant>;
  readonly components: ReadonlyMap<ReleaseId, readonly PackageGroup[]>;
  readonly outlook: ReadonlyMap<ReleaseId, Outlook>;
  readonly coming: ReadonlyMap<ReleaseId, readonly Action[]>;
}

function saidOf({ heldBack, delays, components, outlook, actions }: Plan): Said {
  return {
    heldBack: new Map(heldBack.map((each) => [each.release, each])),
    delays: new Map(delays.map(({ release, due }) => [release, due])),
    components: new Map(components.map(({ release, groups }) => [release, groups])),
    outlook: new Map(outlook.map((each) => [each.release, each])),
    coming: Map.groupBy(
      actions.filter((action) => action.kind === 'enter-state' || action.kind === 'fetch-release'),
      ({ release }) => release,
    ),
  };
}

/** The repositories that each release is in, in the order of the record. */
function placesIn({ generations }: ReconcilerRecord): ReadonlyMap<ReleaseId, readonly RepositoryKey[]> {
  const places = new Map<ReleaseId, RepositoryKey[]>();
  for (const [key, { generation }] of generations)
    for (const release of new Set(generation.members.map((member) => member.release))) {
      const found = places.get(release);
      if (found === undefined) places.set(release, [key]);
      else found.push(key);
    }
  return places;
}

interface Facts {
  readonly desired: DesiredState;
  readonly record: ReconcilerRecord;
  readonly said: Said;
  readonly places: ReadonlyMap<ReleaseId, readonly RepositoryKey[]>;
  /** What the files of releases say of it. */
  readonly outcomes: ReadonlyMap<ReleaseId, ReleaseWorkflow['outcome']>;
}

function releaseStatus(id: ReleaseId, facts: Facts): ReleaseStatus {
  const { record, said } = facts;
  const known = record.releases.get(id);
  return {
    release: id,
    state: known?.observed.state ?? 'Submitted',
    versionKind: versionKindOf(id),
    since: known?.visits.at(-1)?.entered ?? null,
    outcome: known === undefined ? null : outcomeOf(known, facts),
    held: said.heldBack.get(id)?.verdict.kind ?? null,
    delayedSince: said.delays.get(id) ?? null,
    next: nextOf(id, facts),
    components: said.components.get(id) ?? [],
  };
}

function nextOf(id: ReleaseId, facts: Facts): string {
  const { record, said } = facts;
  const known = record.releases.get(id);
  const held = said.heldBack.get(id);
  const failure = known?.observed.state === 'Failed' ? `${known.observed.failure.message}; ` : '';
  if (held !== undefined) return failure + heldAsSentence(held);
  const coming = said.coming.get(id) ?? [];
  if (coming.length > 0) return failure + comingText(coming);
  return known === undefined ? '' : restingText(known, facts) + outlookText(said.outlook.get(id));
}

function restingText(known: ReleaseRecord, facts: Facts): string {
  const { desired, places: all } = facts;
  const steps = nextStates(known.observed, 'normal');
  const { state } = known.observed;
  const adopters = state === 'StageRollout' ? adoptersText(known.release, state, desired) : '';
  const told = adopters === '' ? '' : `; ${adopters}`;
  if (steps.length > 0) return `waits for somebody to set desiredState: ${eitherOf(steps)}${told}`;
  if (isWithdrawn(known.observed)) {
    const { since, reason } = known.observed.withdrawn;
    return `withdrawn since ${since}: ${reason}; it comes back when withdrawn is removed from its file`;
  }
  const places = all.get(known.release) ?? [];
  if (places.length > 0) return `final; in ${places.join(', ')}`;
  const rejected = outcomeOf(known, facts) === 'Reject' ? ', outcome Reject' : '';
  return `final${rejected}: ${known.visits.at(-1)?.reason ?? ''}`;
}

function outcomeOf(known: ReleaseRecord, { outcomes }: Pick<Facts, 'outcomes'>): RolloutOutcome | null {
  return rolloutOutcome(known, outcomes.get(known.release) ?? null);
}

function outlookText(found: Outlook | undefined): string {
  return found === undefined || found.earliest === null
    ? ''
    : `; ${found.to} not before ${momentOf(found.earliest)}`;
}

function comingText(actions: readonly Action[]): string {
  if (actions.some((action) => action.kind === 'fetch-release')) return 'the next run fetches it';
  const states = actions.flatMap((action) => (action.kind === 'enter-state' ? [action.to.state] : []));
  return `the next run takes it to ${states.join(', then ')}`;
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
