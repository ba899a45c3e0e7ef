import type { ActualState } from '../domain/actual-state.ts';
import type { DesiredState } from '../domain/desired-state.ts';
import type { Instant } from '../domain/instant.ts';
import type { ReconcilerRecord } from '../domain/record.ts';
import type { ReleaseId } from '../domain/release.ts';
import type { RepositoryKey } from '../domain/repository.ts';
import type { Verdict } from '../domain/verdict.ts';
import { compareAll } from './compare-all.ts';
import { type Course, idOf, plannedLocation } from './course.ts';
import { type Granted, grantSlots, unseenHolders } from './grant-slots.ts';
import { isConcerned } from './guards/concerned.ts';
import { earlyRollbacks } from './guards/early-rollbacks.ts';
import { refuseFrozen } from './guards/frozen.ts';
import { heldCourse, type Refusals } from './guards/hold.ts';
import { refuseMassChange } from './guards/mass-change.ts';
import { refuseNeedingLeavers } from './guards/needs-leavers.ts';
import { packageGuard } from './guards/packages.ts';
import { type RepositoryRefusal, refuseRemoval } from './guards/removal.ts';
import { untouchableReleases } from './held-back.ts';
import type { InstallLook } from './installability/look.ts';
import type { RepositoryDifference } from './make-actions.ts';

/** What planning starts from. */
export interface Situation {
  readonly desired: DesiredState;
  readonly actual: ActualState;
  readonly record: ReconcilerRecord;
  readonly now: Instant;
  readonly look: InstallLook;
}

/** Who gets what, and what it changes. */
export interface Decided extends Granted {
  readonly differences: readonly RepositoryDifference[];
  /** Repositories that a guard keeps as they are. */
  readonly kept: ReadonlyMap<RepositoryKey, RepositoryRefusal>;
}

interface Held {
  readonly releases: Refusals;
  readonly kept: Decided['kept'];
}

/**
 * Decides over slots and repositories and asks the guards. Whatever one refuses is held, and the rest is decided anew
 * without it, because a slot may have become free; it ends when nothing more is refused.
 */
export function decide(situation: Situation, charted: readonly Course[]): Decided {
  const { desired, record } = situation;
  const untouchable = untouchableReleases(desired, record, charted);
  const unseen = unseenHolders(desired.policy, record, untouchable);
  const refusePackages = packageGuard(situation, desired.policy.guards);
  // Whoever would be refused in any case does not wait in line for a slot.
  const unfitAlone = refusePackages(charted, { together: false });
  const steps = refusedSteps(situation, charted);
  let held: Held = { releases: new Map([...unfitAlone, ...steps]), kept: new Map() };
  for (;;) {
    const courses = charted.map((course) => heldCourse(course, held.releases));
    const granted = grantSlots(courses, unseen);
    const unfit = refusePackages(granted.courses, { together: true });
    if (unfit.size > 0) {
      held = { ...held, releases: new Map([...held.releases, ...unfit]) };
      continue;
    }
    const differences = compareAll(situation, { courses: granted.courses, untouchable, kept: held.kept });
    const more = refusedMoves(situation, granted.courses, differences);
    if (more.releases.size === 0 && more.kept.size === 0) {
      const late = lastRefusals(situation, granted.courses, differences);
      if (late.size === 0) return { ...granted, differences, kept: held.kept };
      held = { ...held, releases: new Map([...held.releases, ...late]) };
      continue;
    }
    held = {
      releases: new Map([...held.releases, ...more.releases]),
      kept: new Map([...held.kept, ...more.kept]),
    };
  }
}

function refusedSteps({ desired }: Situation, charted: readonly Course[]): Refusals {
  return new Map([...refuseMassChange(charted, desired), ...refuseFrozen(charted, desired.policy.guards)]);
}

// Asked last: whoever is held back does not hold up a rollback that came after it, and has nobody who leaves.
function lastRefusals(
  situation: Situation,
  courses: readonly Course[],
  differences: readonly RepositoryDifference[],
): Refusals {
  const early = earlyRollbacks(courses);
  if (early.size > 0) return early;
  return refuseNeedingLeavers({ ...situation, policy: situation.desired.policy }, courses, differences);
}

/** Repositories that would lose too much, and the releases that would move into or out of one that holds still. */
function refusedMoves(
  { desired }: Situation,
  courses: readonly Course[],
  differences: readonly RepositoryDifference[],
): Held {
  const goOn = new Set(courses.filter((course) => plannedLocation(course) === 'production').map(idOf));
  const releases = new Map<ReleaseId, Verdict>();
  const kept = new Map<RepositoryKey, RepositoryRefusal>();
  for (const item of differences) {
    const refusal = refusalOf(item, goOn, desired);
    if (refusal !== null) kept.set(item.repository.key, refusal);
    const verdict = verdictFor(item, refusal);
    if (verdict === null) continue;
    for (const course of courses)
      if (isConcerned(course, item.repository)) releases.set(idOf(course), verdict);
  }
  return { releases, kept };
}

function refusalOf(
  { repository, difference }: RepositoryDifference,
  goOn: ReadonlySet<ReleaseId>,
  { policy }: DesiredState,
): RepositoryRefusal | null {
  if (difference.kind !== 'publish') return null;
  const { base, members } = difference;
  const before = base?.generation.members ?? [];
  const number = (base?.generation.number ?? 0) + 1;
  return refuseRemoval({ repository, number, before, after: members, goOn }, policy.guards);
}

function verdictFor(
  { repository, difference }: RepositoryDifference,
  refusal: RepositoryRefusal | null,
): Verdict | null {
  if (refusal !== null)
    return { kind: 'blocked', ...refusal, sentence: `${repository.title} holds still: ${refusal.sentence}` };
  if (difference.kind !== 'hold') return null;
  return { kind: 'cannot-tell', sentence: `${repository.title} cannot be judged: ${difference.sentence}` };
}
