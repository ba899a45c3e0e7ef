import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DesiredState } from '../../../src/domain/desired-state.ts';
import { planDigest } from '../../../src/domain/plan.ts';
import { notificationOf } from '../../../src/plan/notifications/notification-of.ts';
import { aPolicy, someNotifications } from '../../builders/policy.ts';
import { aDesiredRelease } from '../../builders/release.ts';
import { aDesiredState, carriedOut, emptyWorld, planFor, settled, type World } from '../../builders/world.ts';
import { anyHistory, desiredAfter, slotPolicy, usualHistory } from '../histories.ts';

/** Who would be told of what is written down of every release, by release. */
function presentIn({ record }: World, { releases, policy }: DesiredState) {
  return new Map(
    releases.flatMap(({ release, reports }) => {
      const recorded = record.releases.get(release.id);
      return recorded === undefined
        ? []
        : [[release.id, notificationOf({ release, reports, policy, recorded })] as const];
    }),
  );
}

describe('A plan', () => {
  test('says who would be told of each state that it enters, in their order.', () => {
    const fetched = carriedOut(emptyWorld, aDesiredState([aDesiredRelease({}, ['Unverified'], 1)], 1)).world;
    const asked = aDesiredState([aDesiredRelease({}, ['Unverified', 'InVerification', 'Production'], 1)], 3);
    const plan = planFor(fetched, settled(asked, fetched.record));
    expect(plan.notifications.map(({ state }) => state)).toEqual(['Unverified']);
    const [told] = plan.notifications;
    expect(told?.recipients.map(({ name }) => name)).toEqual(['sw-rel-qc', 'sw-rel-admin']);
  });

  test('is the same plan whoever would be told.', () => {
    const desired = aDesiredState([aDesiredRelease({}, ['Unverified'], 1)], 1);
    const notifications = someNotifications({ watchers: ['leader@example.org'] });
    const watched = { ...desired, policy: { ...aPolicy(), notifications } };
    const [plan, other] = [planFor(emptyWorld, desired), planFor(emptyWorld, watched)];
    expect(other.notifications).not.toEqual(plan.notifications);
    expect([other.digest, planDigest(other)]).toEqual([plan.digest, plan.digest]);
  });
});

test('What a plan says would be told is what its record then gives, whatever happens and whatever fails.', () => {
  fc.assert(
    fc.property(
      fc.oneof(anyHistory, usualHistory),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }),
      (history, failing) => {
        const policy = slotPolicy('major-release');
        let world = emptyWorld;
        for (let cycle = 0; cycle < 12; cycle += 1) {
          const upTo = Math.min(history.length, (cycle + 1) * 3);
          const desired = settled(desiredAfter(history, policy, { since: 0, upTo }), world.record);
          const {
            plan,
            outcome,
            world: next,
          } = carriedOut(world, desired, ({ id, kind }) => {
            return kind !== 'enter-state' && failing[(id.length + cycle) % failing.length] === true;
          });
          const entered = plan.actions.flatMap((action) => (action.kind === 'enter-state' ? [action] : []));
          expect(plan.notifications).toHaveLength(entered.length);
          const present = presentIn(next, desired);
          for (const [index, action] of entered.entries()) {
            const result = outcome.results.find((each) => each.action === action.id);
            const isLast = entered.findLast(({ release }) => release === action.release) === action;
            const now = present.get(action.release);
            // What was not entered is told to nobody: the record has Failed then, or ends with what was before.
            if (result?.kind === 'done' && isLast && now?.state !== 'Failed')
              expect(now).toEqual(plan.notifications[index]);
          }
          world = next;
        }
      },
    ),
    { numRuns: 30 },
  );
});
