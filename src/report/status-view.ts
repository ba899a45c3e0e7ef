import type { DesiredState } from '../domain/desired-state.ts';
import type { Instant } from '../domain/instant.ts';
import { nextStates, occupiesSlot } from '../domain/lifecycle.ts';
import { slotKeyOf } from '../domain/major-release.ts';
import type { Action, Plan } from '../domain/plan.ts';
import type { ReconcilerRecord, ReleaseRecord } from '../domain/record.ts';
import type { ReleaseId, StateName } from '../domain/release.ts';
import { majorOf } from './names.ts';
import { verdictAsText } from './verdict-as-text.ts';

/** One release as the status shows it. */
export interface ReleaseStatus {
  readonly release: ReleaseId;
  readonly state: StateName;
  /** When it entered the state; null before the first cycle. */
  readonly since: Instant | null;
  /** What happens next, or what it waits for. */
  readonly next: string;
}

/** One slot and who has it. */
export interface SlotStatus {
  readonly slot: string;
  readonly holder: ReleaseId | null;
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
}

/** Joins what is recorded with what the planner would do now. */
export function statusView(desired: DesiredState, record: ReconcilerRecord, plan: Plan): StatusView {
  const ids = new Set([...record.releases.keys(), ...desired.releases.map(({ release }) => release.id)]);
  return {
    commit: desired.commit,
    now: plan.madeAt,
    slots: slotsOf(desired, record),
    releases: [...ids].sort().map((id) => releaseStatus(id, record, plan)),
    pending: plan.actions.length,
    unjudged: plan.heldRepositories.map((held) => `${held.repository}: ${held.sentence}`),
  };
}

function releaseStatus(id: ReleaseId, record: ReconcilerRecord, plan: Plan): ReleaseStatus {
  const known = record.releases.get(id);
  return {
    release: id,
    state: known?.observed.state ?? 'Submitted',
    since: known?.visits.at(-1)?.entered ?? null,
    next: nextOf(id, known, record, plan),
  };
}

function nextOf(
  id: ReleaseId,
  known: ReleaseRecord | undefined,
  record: ReconcilerRecord,
  plan: Plan,
): string {
  const held = plan.heldBack.find((each) => each.release === id);
  const failure = known?.observed.state === 'Failed' ? `${known.observed.failure.message}; ` : '';
  if (held !== undefined) return failure + verdictAsText(held.verdict);
  const coming = plan.actions.filter((action) => concerns(action, id));
  if (coming.length > 0) return failure + comingText(coming);
  return known === undefined ? '' : restingText(known, record);
}

function restingText({ release, observed }: ReleaseRecord, record: ReconcilerRecord): string {
  const steps = nextStates(observed, 'normal');
  const place = placeOf(release, record);
  return steps.length === 0 ? place : `waits for an edit of desiredState to ${steps.join(' or ')}`;
}

function concerns(action: Action, id: ReleaseId): boolean {
  return (action.kind === 'enter-state' || action.kind === 'fetch-release') && action.release === id;
}

function comingText(actions: readonly Action[]): string {
  const states = actions.flatMap((action) => (action.kind === 'enter-state' ? [action.to.state] : []));
  if (states.length > 0) return `the next run takes it to ${states.join(', ')}`;
  return 'the next run fetches it';
}

function placeOf(id: ReleaseId, record: ReconcilerRecord): string {
  const places = [...record.generations].flatMap(([key, { generation }]) =>
    generation.members.some((member) => member.release === id)
      ? [`generation ${generation.number} of ${key}`]
      : [],
  );
  return places.join(', ');
}

function slotsOf(desired: DesiredState, record: ReconcilerRecord): readonly SlotStatus[] {
  const slots = new Map<string, SlotStatus>();
  for (const major of desired.policy.majorReleases.values())
    if (major.slot === 'major-release') slots.set(major.key, { slot: major.key, holder: null, since: null });
  for (const { release } of desired.releases) {
    const major = desired.policy.majorReleases.get(majorOf(release.id));
    const known = record.releases.get(release.id);
    if (major === undefined || known === undefined || !occupiesSlot(known.observed)) continue;
    const slot = slotKeyOf(major, release.content.product);
    slots.set(slot, { slot, holder: release.id, since: known.visits.at(-1)?.entered ?? null });
  }
  return [...slots.values()];
}
