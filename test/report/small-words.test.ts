import { describe, expect, test } from 'vitest';
import { asInstant, type Instant } from '../../src/domain/instant.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import { columns } from '../../src/report/columns.ts';
import { counted, eitherOf } from '../../src/report/names.ts';
import { ageOf, momentOf } from '../../src/report/times.ts';
import { verdictAsText } from '../../src/report/verdict-as-text.ts';

function at(text: string): Instant {
  const instant = asInstant(text);
  if (instant === undefined) throw new Error(`${text} is no instant`);
  return instant;
}

describe('an age', () => {
  const then = at('2026-11-22T12:00:00Z');
  test.each([
    ['2026-11-22T12:00:59Z', '< 1 min'],
    ['2026-11-22T12:01:00Z', '1 min'],
    ['2026-11-22T12:59:59Z', '59 min'],
    ['2026-11-22T13:00:00Z', '1 h'],
    ['2026-11-22T16:20:00Z', '4 h 20 min'],
    ['2026-11-23T12:59:00Z', '1 d'],
    ['2026-11-25T16:30:00Z', '3 d 4 h'],
    ['2027-11-22T12:00:00Z', '365 d'],
  ])('at %s is %s', (now, age) => {
    expect(ageOf(then, at(now))).toBe(age);
  });

  test('of something that a wrong clock put into the future is no negative number', () => {
    expect(ageOf(then, at('2026-11-22T11:00:00Z'))).toBe('< 1 min');
  });
});

test('a moment is written for people, with its zone', () => {
  expect(momentOf(at('2026-11-22T09:41:07Z'))).toBe('2026-11-22 09:41 UTC');
});

test.each([
  [0, '0 packages'],
  [1, '1 package'],
  [2, '2 packages'],
])('%i is counted as %s', (count, text) => {
  expect(counted(count, 'package')).toBe(text);
});

test('an irregular plural is used as given', () => {
  expect(counted(2, 'repository', 'repositories')).toBe('2 repositories');
});

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a or b'],
  [['a', 'b', 'c'], 'a, b or c'],
])('a choice of %j reads as a person would write it', (names, text) => {
  expect(eitherOf(names)).toBe(text);
});

describe('columns', () => {
  test('are as wide as their widest cell, counted in characters and not in bytes', () => {
    expect(
      columns([
        ['é', 'b', 'c'],
        ['long', '', 'last'],
      ]),
    ).toBe('é     b  c\nlong     last');
  });

  test('leave no space at the end of a line', () => {
    expect(columns([['a', '', '']], '  ')).toBe('  a');
  });

  test('of no rows are an empty text', () => {
    expect(columns([])).toBe('');
  });
});

describe('a verdict', () => {
  const cases: readonly (readonly [Verdict, string])[] = [
    [{ kind: 'pass', sentence: 'nothing stands against it' }, 'nothing stands against it'],
    [
      { kind: 'wait-until', sentence: 'tried again', until: at('2026-11-22T06:40:00Z') },
      'tried again at 2026-11-22 06:40 UTC',
    ],
    [{ kind: 'wait-for', sentence: 'waits for the slot', whom: 'umd-5/voms-4.2.0' }, 'waits for the slot'],
    [
      { kind: 'needs-approval', sentence: 'one approval is missing', role: 'stage-rollout' },
      'one approval is missing; needs approval by stage-rollout',
    ],
    [{ kind: 'cannot-tell', sentence: 'the pool cannot be read' }, 'the pool cannot be read'],
    [
      { kind: 'blocked', sentence: 'that is not a step', hint: 'ask for something else', cites: 'R38' },
      'that is not a step (R38); ask for something else',
    ],
    [{ kind: 'blocked', sentence: 'that is not a step', hint: '', cites: 'R38' }, 'that is not a step (R38)'],
  ];
  test.each(cases)('%j is one sentence for people', (verdict, text) => {
    expect(verdictAsText(verdict)).toBe(text);
  });
});
