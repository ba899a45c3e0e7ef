import { describe, expect, test } from 'vitest';
import type { CheckedGate, CheckedHold, CheckMark, Listed } from '../../../src/domain/pull-request-check.ts';
import { checkAnnotations } from '../../../src/report/check/check-annotations.ts';

const file = 'releases/umd-5/voms-4.2.0.yaml';

function all<T>(...first: readonly T[]): Listed<T> {
  return { total: first.length, first };
}

function holdOf(kind: CheckedGate['kind'], line: number, more: Partial<CheckedHold> = {}): CheckedHold {
  return {
    release: 'voms 4.2.0',
    state: 'StageRollout',
    wants: 'Production',
    gates: [
      { gate: 'soak', kind, sentence: 'at 2026-11-29 14:00 UTC at the earliest' },
      { gate: 'freeze', kind: 'pass', sentence: 'none' },
    ],
    earliest: null,
    at: { file, line, column: 15 },
    already: false,
    ...more,
  };
}

function markAt(kind: CheckMark['kind'], line: number | null): CheckMark {
  return { kind, title: kind, message: 'm', at: line === null ? null : { file, line, column: 1 } };
}

function shown(marks: readonly CheckMark[], held: readonly CheckedHold[]) {
  const check = { marks: all(...marks), held: all(...held) } as unknown as Parameters<
    typeof checkAnnotations
  >[0];
  return checkAnnotations(check).map(({ kind, at }) => [kind, at.line]);
}

describe('Marks at the lines of a change', () => {
  test.each([
    ['wait-until', 'notice'],
    ['wait-for', 'notice'],
    ['needs-approval', 'warning'],
    ['blocked', 'warning'],
    ['cannot-tell', 'warning'],
  ] as const)('What is held by %s is a %s.', (gate, kind) => {
    expect(shown([], [holdOf(gate, 17)])).toEqual([[kind, 17]]);
  });

  test('A mark of what is held says the wish, and each gate that is against it.', () => {
    const check = { marks: all(), held: all(holdOf('wait-until', 17)) } as unknown as Parameters<
      typeof checkAnnotations
    >[0];
    expect(checkAnnotations(check)).toEqual([
      {
        kind: 'notice',
        title: 'voms 4.2.0 is StageRollout, wants Production',
        message: 'soak: at 2026-11-29 14:00 UTC at the earliest',
        at: { file, line: 17, column: 15 },
      },
    ]);
  });

  test('The worst come first, because there is not room for all.', () => {
    const marks = [markAt('notice', 1), markAt('warning', 2), markAt('error', 3)];
    expect(shown(marks, [holdOf('needs-approval', 4), holdOf('wait-for', 5)])).toEqual([
      ['error', 3],
      ['warning', 2],
      ['warning', 4],
      ['notice', 1],
      ['notice', 5],
    ]);
  });

  test('What is refused is marked once, and what has no line or is not of the change never.', () => {
    expect(shown([markAt('error', 17), markAt('error', null)], [holdOf('blocked', 17)])).toEqual([
      ['error', 17],
    ]);
    expect(shown([], [holdOf('blocked', 17, { already: true }), holdOf('blocked', 9, { at: null })])).toEqual(
      [],
    );
  });
});
