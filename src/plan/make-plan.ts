import type { ActualState } from '../domain/actual-state.ts';
import type { DesiredState } from '../domain/desired-state.ts';
import type { InstallQuestion } from '../domain/installability.ts';
import type { Instant } from '../domain/instant.ts';
import { type Action, type HeldRepository, type Plan, type PlanBase, planDigest } from '../domain/plan.ts';
import type { ReconcilerRecord } from '../domain/record.ts';
import { breakageNotes } from './breakage-notes.ts';
import { chartCourses } from './chart-courses.ts';
import { clientNotes } from './client-notes.ts';
import { clientViews } from './clients/client-views.ts';
import { type Decided, decide, type Situation } from './decide.ts';
import { delayNotes, delays } from './delays.ts';
import { packageChanges, stateActions, unsettledEdits } from './enter-states.ts';
import { unheardReleases } from './gates/unheard.ts';
import { groupedReleases } from './group-packages.ts';
import { spentAllowances } from './guards/spent.ts';
import { heldBack, heldBy } from './held-back.ts';
import { openLook } from './installability/look.ts';
import { fetchActions, repairActions, repositoryActions } from './make-actions.ts';
import { plannedNotifications } from './notifications/planned-notifications.ts';
import { oddTypeNotes } from './odd-types.ts';
import { orderPublications } from './order-actions.ts';
import { outlook } from './outlook.ts';
import { promotions } from './promotions.ts';
import { systemReadings, unreadSystems } from './systems/read-systems.ts';
import { ignoredNotes } from './unsupported-targets.ts';

/** A plan, and what would have to be known to make a better one. */
export interface Draft {
  readonly plan: Plan;
  /** Questions about packages that have no answer yet; where there are some, the plan takes them for unknown. */
  readonly unanswered: readonly InstallQuestion[];
}

/**
 * Compares what main asks for with what the world looks like. Pure: the same arguments give the same plan, and a
 * world that is as git asks gives a plan without actions. What could not be read is held still.
 */
export function makePlan(desired: DesiredState, actual: ActualState, now: Instant): Plan {
  return draftPlan(desired, actual, now).plan;
}

/** The same, with the questions that it leaves open. */
export function draftPlan(desired: DesiredState, actual: ActualState, now: Instant): Draft {
  if (actual.record.kind === 'unknown')
    return { plan: planWithoutRecord(desired, actual.record.reason, now), unanswered: [] };
  const look = openLook({ actual, policy: desired.policy, record: actual.record.value });
  const plan = planFrom({ desired, actual, record: actual.record.value, now, look });
  return { plan, unanswered: look.unanswered() };
}

function planFrom(situation: Situation): Plan {
  const { desired, actual, record, now, look } = situation;
  const charted = chartCourses(desired, situation);
  const decided = decide(situation, charted);
  const { courses, differences } = decided;
  const trees = differences.flatMap((item) => repositoryActions(item, desired.policy));
  const publications = orderPublications(trees, decided.leavers);
  const changes = packageChanges(publications);
  const states = courses.flatMap((course) => stateActions(course, changes, situation));
  const fetches = [...fetchActions(courses, desired.policy), ...repairActions(courses, desired.policy)];
  const actions: readonly Action[] = [...fetches, ...systemReadings(situation), ...publications, ...states];
  const late = delays(courses, situation);
  return sealed({
    madeAt: now,
    base: baseOf(desired, actual, record),
    actions,
    clients: clientViews({ actual, record, policy: desired.policy, look }, actions),
    components: groupedReleases(courses, actual),
    promotions: promotions(courses, actions, situation),
    heldBack: heldBack(desired, record, courses),
    heldRepositories: heldRepositories(decided),
    unsettled: courses.flatMap((course) => {
      const { id } = course.desired.release;
      const before = record.behind.has(id) ? (record.behind.get(id) ?? null) : record.commit;
      return unsettledEdits(course, before) ?? [];
    }),
    outlook: outlook(situation, courses),
    delays: late,
    notifications: plannedNotifications({ policy: desired.policy, record, now }, courses, states),
    notes: [
      ...ignoredNotes(courses),
      ...oddTypeNotes(courses),
      ...spentAllowances(desired, courses, actions),
      ...clientNotes(courses, actions),
      ...breakageNotes(situation, courses),
      ...unreadSystems(situation),
      ...delayNotes(late, courses),
      ...unheardReleases(desired.policy, courses),
    ],
  });
}

function heldRepositories({ differences, kept }: Decided): readonly HeldRepository[] {
  return differences.flatMap(({ repository, difference }): readonly HeldRepository[] => {
    const refusal = kept.get(repository.key);
    if (refusal !== undefined) {
      const { sentence, hint } = refusal;
      return [{ repository: repository.key, why: 'guarded', sentence, hint }];
    }
    if (difference.kind !== 'hold') return [];
    return [{ repository: repository.key, why: 'cannot-tell', sentence: difference.sentence, hint: '' }];
  });
}

// What is live is what a change of it must find again, also where it is none that the record knows. What is not published
// stands in no base, so that a plan from the record alone has the same digest as the host's.
function baseOf(desired: DesiredState, actual: ActualState, record: ReconcilerRecord): PlanBase {
  const generations = [...actual.repositories]
    .flatMap(([repository, seen]) =>
      seen.kind === 'known' && seen.value.state !== 'absent' && seen.value.digest !== null
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
    clients: [],
    components: [],
    promotions: [],
    heldBack: desired.releases.map(({ release, edits }) => ({
      release: release.id,
      state: 'Submitted',
      desired: release.workflow.desiredState,
      ...heldBy('record', { kind: 'cannot-tell', sentence }),
      at: edits[0].at,
    })),
    heldRepositories: [],
    unsettled: [],
    outlook: [],
    delays: [],
    notifications: [],
    notes: [],
  });
}

function sealed(plan: Omit<Plan, 'schemaVersion' | 'digest'>): Plan {
  return { schemaVersion: 1, digest: planDigest(plan), ...plan };
}
