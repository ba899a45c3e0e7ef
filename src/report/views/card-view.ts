import { isEndState, type ObservedState } from '../../domain/lifecycle.ts';
import { type Zone, zoneOf } from '../../domain/local-time.ts';
import type { HeldBack, Outlook } from '../../domain/plan.ts';
import {
  majorOf,
  productOf,
  type Release,
  type ReleaseId,
  releaseTitle,
  type StateName,
} from '../../domain/release.ts';
import { isWithdrawn } from '../../domain/withdrawal.ts';
import { outlookAsSentence } from '../gates-as-text.ts';
import { counted } from '../names.ts';
import type { ReleaseStatus } from '../status-view.ts';
import type { Snapshot } from './snapshot.ts';
import { type StayView, stayView } from './stay-view.ts';
import { whoActsIn, whoClears } from './who-acts.ts';

/** In which way a release waits; each has a mark of its own beside the sentence. */
export type Waiting =
  | 'failed'
  | 'for-time'
  | 'for-somebody'
  | 'for-the-slot'
  | 'stopped'
  | 'for-us'
  | 'no-more';

/** One release on the board. */
export interface CardView {
  readonly release: ReleaseId;
  readonly major: string;
  readonly product: string;
  /** With its submission from the second on. */
  readonly version: string;
  /** Null where main has no readable file of it. */
  readonly provider: string | null;
  readonly platforms: readonly string[];
  readonly state: StateName;
  /** The column: that of the last good state for a failed one. */
  readonly column: StateName;
  readonly stay: StayView | null;
  /** Whether it is in no end state. */
  readonly isUnderWay: boolean;
  readonly waiting: Waiting;
  /** What counts of all that is against it, or what comes next, in words. */
  readonly sentence: string;
  /** Who has to act; null for time, another release, and the reconciler. */
  readonly waitsFor: string | null;
  readonly emergency: boolean;
  readonly security: boolean;
  /** Place in the line for the slot, from 0 on; it orders the column of those that wait for it. */
  readonly inLine: number;
}

/** What cards are made from, looked up once. */
export interface CardFacts {
  readonly snapshot: Snapshot;
  readonly zone: Zone | undefined;
  readonly wanted: ReadonlyMap<ReleaseId, Release>;
  /** Releases that the next run moves or fetches. */
  readonly coming: ReadonlySet<ReleaseId>;
  readonly held: ReadonlyMap<ReleaseId, HeldBack>;
  /** What stands against the next move of releases that have not been asked to make it. */
  readonly ahead: ReadonlyMap<ReleaseId, Outlook>;
  /** In how many repositories each release is. */
  readonly places: ReadonlyMap<ReleaseId, number>;
}

/** Looks up what cards are made from. */
export function cardFacts(snapshot: Snapshot): CardFacts {
  const { desired, record, plan } = snapshot;
  const moved = plan.actions.filter(({ kind }) => kind === 'enter-state' || kind === 'fetch-release');
  const places = new Map<ReleaseId, number>();
  for (const { generation } of record.generations.values())
    for (const { release } of generation.members) places.set(release, (places.get(release) ?? 0) + 1);
  return {
    snapshot,
    zone: zoneOf(desired.policy.gates.timeZone),
    wanted: new Map(desired.releases.map(({ release }) => [release.id, release])),
    coming: new Set(moved.flatMap((action) => ('release' in action ? [action.release] : []))),
    held: new Map(plan.heldBack.map((each) => [each.release, each])),
    ahead: new Map(plan.outlook.filter(isAgainst).map((each) => [each.release, each])),
    places,
  };
}

/** The card of a release. */
export function cardView(status: ReleaseStatus, facts: CardFacts): CardView {
  const { release: id, state } = status;
  const { snapshot, zone } = facts;
  const known = snapshot.record.releases.get(id);
  const observed = known?.observed ?? ({ state: 'Submitted' } as const);
  const visit = known?.visits.at(-1);
  const file = facts.wanted.get(id);
  const { policy } = snapshot.desired;
  return {
    release: id,
    major: majorOf(id),
    product: productOf(id),
    version: releaseTitle(id).slice(productOf(id).length + 1),
    provider: file?.content.provider ?? null,
    platforms: file?.content.platforms ?? [],
    state,
    column: observed.state === 'Failed' ? observed.from : state,
    stay: visit === undefined ? null : stayView(visit, snapshot.at, { policy, zone }),
    isUnderWay: !isEndState(state),
    waiting: waitingOf(status, observed, facts),
    sentence: sentenceOf(status, observed, facts),
    waitsFor: waitsForOf(id, observed, facts),
    emergency: file !== undefined && file.workflow.emergency.route !== 'normal',
    security: file?.content.security ?? false,
    inLine: lineOf(observed, file),
  };
}

function waitingOf(
  { release, held, state }: ReleaseStatus,
  observed: ObservedState,
  facts: CardFacts,
): Waiting {
  if (state === 'Failed') return 'failed';
  if (held === 'blocked' || held === 'cannot-tell') return 'stopped';
  if (held === 'wait-until') return 'for-time';
  if (state === 'Deferred') return 'for-the-slot';
  if (held !== null) return 'for-somebody';
  if (facts.coming.has(release)) return 'for-us';
  const against = facts.ahead.get(release)?.gates[0]?.verdict.kind;
  if (against === 'wait-until') return 'for-time';
  return isEndState(observed.state) ? 'no-more' : 'for-somebody';
}

// Where it rests, the card says what the gates think of the next move, and counts repositories instead of naming them.
function sentenceOf({ release, next }: ReleaseStatus, observed: ObservedState, facts: CardFacts): string {
  const rests = !facts.held.has(release) && !facts.coming.has(release);
  if (!rests || isWithdrawn(observed) || observed.state === 'Failed') return next;
  if (observed.state === 'Production')
    return `served in ${counted(facts.places.get(release) ?? 0, 'repository', 'repositories')}`;
  const against = facts.ahead.get(release);
  if (against !== undefined) return outlookAsSentence(against);
  return restingWords(observed, facts.wanted.get(release)?.content.provider) ?? next;
}

function restingWords({ state }: ObservedState, provider = 'the provider'): string | null {
  if (state === 'Unverified') return 'waits for verification to begin';
  if (state === 'InVerification') return 'waits for the result of verification';
  return state === 'WaitingForResponse' ? `waits for the answer of ${provider}` : null;
}

function waitsForOf(
  id: ReleaseId,
  observed: ObservedState,
  { held, ahead, coming }: CardFacts,
): string | null {
  if (observed.state === 'Failed') return whoActsIn(observed);
  const [worst] = (held.get(id) ?? ahead.get(id))?.gates ?? [];
  if (worst !== undefined) return whoClears(worst, observed);
  return coming.has(id) ? null : whoActsIn(observed);
}

// Emergencies first, then in order of arrival: as the slot is given (R45, R46).
function lineOf(observed: ObservedState, file: Release | undefined): number {
  if (observed.state !== 'Deferred') return 0;
  const isUrgent = (file?.workflow.emergency.route ?? 'normal') !== 'normal';
  return isUrgent ? observed.position - Number.MAX_SAFE_INTEGER : observed.position;
}

function isAgainst({ gates }: Outlook): boolean {
  return gates[0] !== undefined && gates[0].verdict.kind !== 'pass';
}
