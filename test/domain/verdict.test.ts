import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plusSeconds } from '../../src/domain/instant.ts';
import { type GateVerdict, type Verdict, worstFirst, worstOf } from '../../src/domain/verdict.ts';
import { noon } from '../builders/release.ts';

const sentence = 'so it is';
const later = fc.integer({ min: 1, max: 1000 }).map((seconds) => plusSeconds(noon, seconds));
const verdicts: fc.Arbitrary<readonly GateVerdict[]> = fc
  .array(
    fc.oneof<fc.Arbitrary<Verdict>[]>(
      fc.constant({ kind: 'pass', sentence }),
      later.map((until) => ({ kind: 'wait-until', sentence, until })),
      fc.constant({ kind: 'wait-for', sentence, whom: 'the slot' }),
      fc.constant({ kind: 'needs-approval', sentence, role: 'qc' }),
      fc.constant({ kind: 'blocked', sentence, hint: '', cites: 'R38' }),
      fc.constant({ kind: 'cannot-tell', sentence }),
    ),
    { maxLength: 8 },
  )
  .map((all) => all.map((verdict, index) => ({ gate: `gate ${index}`, verdict })));

const kinds = ['pass', 'wait-until', 'wait-for', 'needs-approval', 'blocked', 'cannot-tell'];

describe('verdicts', () => {
  test('are never lost and never made up by putting the worst first', () => {
    fc.assert(
      fc.property(verdicts, (all) => {
        const sorted = worstFirst(all);
        expect(sorted).toHaveLength(all.length);
        expect(new Set(sorted)).toEqual(new Set(all));
      }),
    );
  });

  test('count by the worst of them, whatever the order in which gates answer', () => {
    fc.assert(
      fc.property(verdicts, (all) => {
        const worst = worstOf(all);
        const ranks = all.map(({ verdict }) => kinds.indexOf(verdict.kind));
        expect(kinds.indexOf(worst.kind)).toBe(Math.max(0, ...ranks));
        expect(worstOf(all.toReversed())).toEqual(worst);
      }),
    );
  });

  test('of the same kind keep the order of their gates, but for moments, of which the latest is the worst', () => {
    const wait = (seconds: number): Verdict => ({
      kind: 'wait-until',
      sentence,
      until: plusSeconds(noon, seconds),
    });
    const of = (...all: readonly Verdict[]) => all.map((verdict, index) => ({ gate: `${index}`, verdict }));
    const order = (all: readonly GateVerdict[]) => worstFirst(all).map(({ gate }) => gate);
    expect(order(of(wait(1), wait(3), wait(2), wait(3)))).toEqual(['1', '3', '2', '0']);
    expect(order(of({ kind: 'pass', sentence }, { kind: 'pass', sentence }))).toEqual(['0', '1']);
    expect(worstOf([])).toMatchObject({ kind: 'pass' });
  });
});
