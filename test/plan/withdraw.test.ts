import { describe, expect, test } from 'vitest';
import type { DesiredState } from '../../src/domain/desired-state.ts';
import type { Action } from '../../src/domain/plan.ts';
import { newerPromotions } from '../../src/domain/promotion.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import type { Withdrawal } from '../../src/domain/withdrawal.ts';
import { checkPlan } from '../../src/plan/check-plan.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { actualStateOf, carriedOut, emptyWorld, settled, untilQuiet, type World } from '../builders/world.ts';
import { contentsOf, desiredAfter, type History, slotPolicy } from './histories.ts';

const open = slotPolicy('product', { withdrawAllowed: true, rollbackAllowed: true });
const why: Withdrawal = { since: '2026-11-22', reason: 'end of life' };
const bdii = 'umd-5/bdii-1.0.0' as ReleaseId;
const base = 'production/umd-5/el9/x86_64/base';

const usual = ['Unverified', 'InVerification', 'StageRollout', 'Production'] as const;
const history: History = ['voms', 'bdii'].flatMap((product) => usual.map((state) => ({ product, state })));
const promoted = untilQuiet(emptyWorld, desiredAfter(history, open, { since: 0, upTo: 8 }));

/** What main asks for when the file of bdii says so, at position 9. */
function asked(withdrawn: Withdrawal | null, policy = open): DesiredState {
  const all: History = [...history, { product: 'bdii', state: 'Production' }];
  const desired = desiredAfter(all, policy, { since: 8, upTo: 9 });
  const releases = desired.releases.map((each) => {
    if (each.release.id !== bdii) return each;
    const workflow = { ...each.release.workflow, withdrawn };
    const edits = each.edits.map((edit) => ({ ...edit, withdrawn })) as unknown as typeof each.edits;
    return { ...each, release: { ...each.release, workflow }, edits };
  });
  return { ...desired, releases };
}

function recordOf(world: World) {
  const found = world.record.releases.get(bdii);
  if (found === undefined) throw new Error('bdii is recorded');
  return found;
}

describe('a withdrawal', () => {
  const out = untilQuiet(promoted, asked(why));

  test('takes the packages out of production, and the state stays', () => {
    expect(contentsOf(out)[base]).toEqual(['umd-5/voms-1.0.0']);
    expect(recordOf(out).observed).toEqual({ state: 'Production', withdrawn: why });
    const { visits } = recordOf(out);
    expect(visits.slice(-2)).toMatchObject([
      { state: 'Production' },
      { state: 'Production', reason: why.reason, commit: asked(why).releases[0]?.edits[0].commit },
    ]);
  });

  test('is done once, and says what clients keep', () => {
    const plan = carriedOut(promoted, asked(why)).plan;
    expect(plan.notes.map(({ sentence }) => sentence)).toEqual([
      'production umd-5 el9/x86_64 base: clients that have installed bdii 1.0.0 keep it, and none is downgraded',
    ]);
    expect(carriedOut(out, settled(asked(why), out.record)).plan.actions).toEqual([]);
  });

  test('that ends brings the packages back, and the record tells both', () => {
    const back = untilQuiet(out, asked(null));
    expect(contentsOf(back)).toEqual(contentsOf(promoted));
    expect(recordOf(back).observed).toEqual({ state: 'Production' });
    expect(recordOf(back).visits.slice(-2)).toMatchObject([{ reason: why.reason }, { reason: null }]);
  });

  test('that could not be published is tried again and is no failure of the release', () => {
    const fails = ({ kind }: Action) => kind === 'publish-generation';
    const failed = carriedOut(promoted, asked(why), fails).world;
    expect(recordOf(failed).observed).toEqual({ state: 'Production' });
    expect(contentsOf(failed)).toEqual(contentsOf(promoted));
    const again = untilQuiet(failed, settled(asked(why), failed.record));
    expect(contentsOf(again)).toEqual(contentsOf(out));
  });

  test('does not count as a newer promotion, and is not rolled back', () => {
    expect(newerPromotions(out.record, 'umd-5/voms-1.0.0' as ReleaseId)).toEqual([]);
    const rollback: History = [...history, { product: 'bdii', state: 'StageRollout' }];
    const { plan } = carriedOut(out, desiredAfter(rollback, open, { since: 8, upTo: 9 }));
    expect(plan.actions).toEqual([]);
    expect(plan.heldBack[0]?.verdict.sentence).toContain('it is withdrawn from production');
  });
});

describe('the second opinion on a withdrawal', () => {
  test.each([
    ['that policy does not open', { policy: slotPolicy('product') }, /policy does not allow/],
    ['that nobody asked for', asked(null), /nobody asked for/],
  ])('finds one %s', (_what, parts, objection) => {
    const desired = asked(why);
    const actual = actualStateOf(promoted, desired);
    const plan = makePlan(desired, actual, promoted.now);
    expect(checkPlan(plan, desired, actual)).toEqual([]);
    expect(checkPlan(plan, { ...desired, ...parts }, actual).join('\n')).toMatch(objection);
  });
});
