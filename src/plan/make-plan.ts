import type { ActualState } from '../domain/actual-state.ts';
import type { DesiredState } from '../domain/desired-state.ts';
import { generationDigest } from '../domain/generation.ts';
import type { Instant } from '../domain/instant.ts';
import type { MajorRelease } from '../domain/major-release.ts';
import { type Action, type HeldRepository, type Plan, type PlanBase, planDigest } from '../domain/plan.ts';
import type { ReconcilerRecord } from '../domain/record.ts';
import type { ReleaseId } from '../domain/release.ts';
import type { Repository } from '../domain/repository.ts';
import { chartCourses } from './chart-courses.ts';
import { compareRepository } from './compare-repository.ts';
import type { Course } from './course.ts';
import { packageChanges, stateActions, unsettledEdits } from './enter-states.ts';
import { grantSlots, unseenHolders } from './grant-slots.ts';
import { heldBack, untouchableReleases } from './held-back.ts';
import { fetchActions, type RepositoryDifference, repositoryActions } from './make-actions.ts';
import { orderPublications } from './order-actions.ts';
import { repositoriesOf } from './repositories.ts';
import { wantedMembers } from './wanted-members.ts';

/**
 * Compares what main asks for with what the world looks like. Pure: the same arguments give the same plan, and a
 * world that is as git asks gives a plan without actions. What could not be read is held still.
 */
export function makePlan(desired: DesiredState, actual: ActualState, now: Instant): Plan {
  if (actual.record.kind === 'unknown') return planWithoutRecord(desired, actual.record.reason, now);
  const record = actual.record.value;
  const charted = chartCourses(desired, { actual, record, now });
  const untouchable = untouchableReleases(desired, record, charted);
  const granted = grantSlots(charted, unseenHolders(desired.policy, record, untouchable));
  const differences = compareAll({ desired, actual, record, now, courses: granted.courses, untouchable });
  const trees = differences.flatMap((item) => repositoryActions(item, desired.policy));
  const publications = orderPublications(trees, granted.leavers);
  const changes = packageChanges(publications);
  const states = granted.courses.flatMap((course) => stateActions(course, changes));
  const actions: readonly Action[] = [
    ...fetchActions(granted.courses, desired.policy),
    ...publications,
    ...states,
  ];
  return sealed({
    madeAt: now,
    base: baseOf(desired, actual, record),
    actions,
    heldBack: heldBack(desired, record, granted.courses),
    heldRepositories: differences.flatMap(heldRepository),
    unsettled: granted.courses.flatMap((course) => {
      const { id } = course.desired.release;
      const before = record.behind.has(id) ? (record.behind.get(id) ?? null) : record.commit;
      return unsettledEdits(course, before) ?? [];
    }),
  });
}

interface Comparison {
  readonly desired: DesiredState;
  readonly actual: ActualState;
  readonly record: ReconcilerRecord;
  readonly now: Instant;
  readonly courses: readonly Course[];
  readonly untouchable: ReadonlySet<ReleaseId>;
}

function compareAll(world: Comparison): readonly RepositoryDifference[] {
  const { desired, courses } = world;
  return repositoriesOf(desired.policy, courses).flatMap((repository) => {
    const major = desired.policy.majorReleases.get(repository.majorRelease);
    return major === undefined
      ? []
      : [{ repository, major, difference: compareOne(repository, major, world) }];
  });
}

function compareOne(repository: Repository, major: MajorRelease, world: Comparison) {
  const recorded = world.record.generations.get(repository.key) ?? null;
  const absent = { kind: 'known', value: { state: 'absent' } } as const;
  return compareRepository({
    repository,
    seen: world.actual.repositories.get(repository.key) ?? absent,
    recorded,
    recordedDigest: recorded === null ? null : generationDigest(recorded.generation),
    wanted: wantedMembers(repository, world.courses, world.untouchable),
    validDays: major.validDays,
    now: world.now,
  });
}

function heldRepository({ repository, difference }: RepositoryDifference): readonly HeldRepository[] {
  return difference.kind === 'hold' ? [{ repository: repository.key, sentence: difference.sentence }] : [];
}

// What is not published stands in no base, so that a plan from the record alone has the same digest as the host's.
function baseOf(desired: DesiredState, actual: ActualState, record: ReconcilerRecord): PlanBase {
  const generations = [...actual.repositories]
    .flatMap(([repository, seen]) =>
      seen.kind === 'known' && seen.value.state === 'published'
        ? [{ repository, digest: seen.value.digest }]
        : [],
    )
    .sort((a, b) => (a.repository < b.repository ? -1 : 1));
  return { commit: desired.commit, record: record.parent, generations };
}

function planWithoutRecord(desired: DesiredState, reason: string, now: Instant): Plan {
  const sentence = `the record cannot be read: ${reason}`;
  return sealed({
    madeAt: now,
    base: { commit: desired.commit, record: null, generations: [] },
    actions: [],
    heldBack: desired.releases.map(({ release, edits }) => ({
      release: release.id,
      state: 'Submitted',
      desired: release.workflow.desiredState,
      verdict: { kind: 'cannot-tell', sentence },
      at: edits[0].at,
    })),
    heldRepositories: [],
    unsettled: [],
  });
}

function sealed(plan: Omit<Plan, 'schemaVersion' | 'digest'>): Plan {
  return { schemaVersion: 1, digest: planDigest(plan), ...plan };
}
