import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyWorld } from '../builders/world.ts';
import {
  anyHistory,
  contentsOf,
  type History,
  inBatches,
  inOneBatch,
  oneByOne,
  slotPolicy,
  statesOf,
  usualHistory,
  waysOf,
} from './histories.ts';

/*
 * A reconciler that slept through many merges must end where one that was awake for each of them would. What exactly
 * must be equal depends on whether releases meet in a slot:
 *
 * - Where every release has a slot of its own, nobody waits for anybody: every state that a release went through and
 *   the contents of every repository are the same. Only the order of members inside a repository may differ, because
 *   it is the order in which releases entered.
 * - Where all share one slot, the states and contents are the same as well, for releases that ask for stage rollout
 *   once and are no emergencies. The way there may differ: who asked after the holder had left has, in a batch, waited for a
 *   moment. An emergency may differ, too, and shall: in a batch it goes before those who asked earlier and would have
 *   been in the slot already.
 */
describe('many merges found at once', () => {
  test('end where one by one would, state by state, where releases do not meet in a slot', () => {
    const policy = slotPolicy('product');
    fc.assert(
      fc.property(anyHistory, (history) => {
        const [batch, each] = [
          inOneBatch(emptyWorld, history, policy),
          oneByOne(emptyWorld, history, policy),
        ];
        expect(waysOf(batch)).toEqual(waysOf(each));
        expect(contentsOf(batch)).toEqual(contentsOf(each));
      }),
      { numRuns: 50 },
    );
  });

  test('end in the same way when they are found in any number of batches', () => {
    const policy = slotPolicy('product');
    fc.assert(
      fc.property(anyHistory, fc.array(fc.nat({ max: 24 }), { maxLength: 4 }), (history, cuts) => {
        const some = inBatches(emptyWorld, history, { policy, cuts });
        const each = oneByOne(emptyWorld, history, policy);
        expect(waysOf(some)).toEqual(waysOf(each));
        expect(contentsOf(some)).toEqual(contentsOf(each));
      }),
      { numRuns: 30 },
    );
  });

  test('end where one by one would when ordinary releases pass through one slot', () => {
    const policy = slotPolicy('major-release');
    fc.assert(
      fc.property(usualHistory.map(withoutEmergencies), (history) => {
        const [batch, each] = [
          inOneBatch(emptyWorld, history, policy),
          oneByOne(emptyWorld, history, policy),
        ];
        expect(statesOf(batch)).toEqual(statesOf(each));
        expect(contentsOf(batch)).toEqual(contentsOf(each));
      }),
      { numRuns: 60 },
    );
  });

  test('give an emergency the slot before an ordinary release that asked earlier', () => {
    const way = (product: string): History =>
      (['Unverified', 'InVerification', 'StageRollout'] as const).map((state) => ({ product, state }));
    const history = [...way('voms'), ...way('dpm')];
    const policy = slotPolicy('major-release');
    expect(statesOf(oneByOne(emptyWorld, history, policy))).toEqual({
      'umd-5/voms-1.0.0': 'StageRollout',
      'umd-5/dpm-1.0.0': 'Deferred',
    });
    expect(statesOf(inOneBatch(emptyWorld, history, policy))).toEqual({
      'umd-5/voms-1.0.0': 'Deferred',
      'umd-5/dpm-1.0.0': 'StageRollout',
    });
  });
});

function withoutEmergencies(history: History): History {
  const ordinary: Readonly<Record<string, string>> = { dpm: 'bdii', storm: 'cream' };
  return history.map(({ product, state }) => ({ product: ordinary[product] ?? product, state }));
}
