import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instant } from '../../src/domain/instant.ts';
import { type Verdict, verdictOrder, worstOf } from '../../src/domain/verdict.ts';

const until = '2026-11-22T12:00:00Z' as Instant;
const all: readonly Verdict[] = [
  { kind: 'pass', sentence: 'as git asks' },
  { kind: 'wait-until', sentence: 'not before the soak is over', until },
  { kind: 'wait-for', sentence: 'waits for the slot', whom: 'umd-5/voms-4.2.0' },
  { kind: 'needs-approval', sentence: 'one approval is missing', role: 'stage-rollout' },
  { kind: 'cannot-tell', sentence: 'the pool cannot be read' },
  { kind: 'blocked', sentence: 'that is not a step', hint: '', cites: 'R38' },
];

describe('the worst of some verdicts', () => {
  test('knows every kind, from what passes to what is blocked', () => {
    expect(all.map(({ kind }) => kind)).toEqual([...verdictOrder]);
  });

  test('is the one that stands last in the order, wherever it was given', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...all], { minLength: 1 }), (some) => {
        const last = all.filter((verdict) => some.includes(verdict)).at(-1);
        expect(worstOf(some)).toBe(last);
      }),
    );
  });

  test('is the first of those that are equally bad', () => {
    const [first, second] = ['one', 'two'].map(
      (whom): Verdict => ({ kind: 'wait-for', sentence: whom, whom }),
    );
    if (first === undefined || second === undefined) throw new Error('two verdicts');
    expect(worstOf([first, second])).toBe(first);
  });

  test('of none is that nothing stands against it', () => {
    expect(worstOf([])).toEqual({ kind: 'pass', sentence: 'nothing stands against it' });
  });
});
