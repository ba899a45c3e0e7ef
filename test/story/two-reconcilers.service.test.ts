import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTwoReconcilers, type TwoReconcilers } from './two-reconcilers.ts';

const minutes = 300_000;
let bench: TwoReconcilers;

beforeAll(async () => {
  bench = await openTwoReconcilers();
}, minutes);
afterAll(() => bench.stop());

/** `npm run two-reconcilers` tries every call; here it is one of each part of the way, by chance. */
function callIn(part: number, parts: number): number {
  return 1 + Math.floor(((part + Math.random()) / parts) * (bench.calls - 1));
}

test(
  'On one state directory, the second is refused while the first is only stopped, and the first ends well.',
  async () => {
    const call = callIn(0, 1);
    const { first, second, violations } = await bench.tryAt('one state', call);
    expect({ call, violations }).toEqual({ call, violations: [] });
    expect(second.failures).toEqual(['lock-held']);
    expect(first.failures).toEqual([]);
  },
  minutes,
);

test(
  'On one record from two state directories, the one that was overtaken ends, and nothing has happened twice.',
  async () => {
    for (const call of [1, callIn(0, 2), callIn(1, 2)]) {
      const { first, second, violations } = await bench.tryAt('two states', call);
      expect({ call, violations }).toEqual({ call, violations: [] });
      expect([...first.failures, ...second.failures]).not.toEqual([]);
      if (call === 1) expect(first.failures.at(-1)).toBe('record-superseded');
    }
  },
  minutes,
);
