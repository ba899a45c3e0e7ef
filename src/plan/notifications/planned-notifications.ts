import type { Instant } from '../../domain/instant.ts';
import type { Notification } from '../../domain/notification.ts';
import type { EnterState } from '../../domain/plan.ts';
import type { Policy } from '../../domain/policy.ts';
import { type ReconcilerRecord, withEntry } from '../../domain/record.ts';
import { type Course, idOf } from '../course.ts';
import { notificationOf } from './notification-of.ts';

/** Who would be told of the states that a plan enters, if all of it is carried out; in the order in which they are entered. */
export function plannedNotifications(
  {
    policy,
    record,
    now,
  }: { readonly policy: Policy; readonly record: ReconcilerRecord; readonly now: Instant },
  courses: readonly Course[],
  entered: readonly EnterState[],
): readonly Notification[] {
  const desired = new Map(courses.map((course) => [idOf(course), course.desired]));
  const known = new Map(record.releases);
  return entered.flatMap((action) => {
    const found = desired.get(action.release);
    const recorded = withEntry(known.get(action.release), { ...action, entered: now });
    known.set(action.release, recorded);
    if (found === undefined) return [];
    return [notificationOf({ release: found.release, reports: found.reports, policy, recorded })];
  });
}
