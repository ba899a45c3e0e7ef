import { describe, expect, test } from 'vitest';
import { checkMemories, checkRollbacks } from '../../src/audit/checks/memories.ts';
import type { DatedFailure } from '../../src/domain/failure.ts';
import type { ObservedState } from '../../src/domain/lifecycle.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import { type Entered, recordOf } from './record.ts';

const [first, second] = ['2026-11-22T12:00:00Z', '2026-11-22T12:01:00Z'];
const argus = 'umd-5/argus-1.7.5' as ReleaseId;

function failed(parts: Partial<Extract<ObservedState, { state: 'Failed' }>> = {}): ObservedState {
  const failure = { message: 'the disk is full', since: second } as DatedFailure;
  return { state: 'Failed', from: 'InVerification', wanted: 'StageRollout', failure, ...parts };
}

function memoriesSay(to: ObservedState, reason: string | null = 'the disk is full'): readonly string[] {
  const { step, facts } = recordOf([
    { at: first, to: { state: 'InVerification' } },
    { at: second, to, reason },
  ]);
  return checkMemories(step, facts).map(({ message }) => message.replace(/^.* remembers /, ''));
}

describe('the audit of what states remember', () => {
  test('A failure remembers the state before it, its moment and its reason.', () => {
    expect(memoriesSay(failed())).toEqual([]);
    expect(memoriesSay(failed({ from: 'WaitingForResponse' }))).toEqual(['another state before']);
    expect(
      memoriesSay(failed({ failure: { message: 'the disk is full', since: first } as DatedFailure })),
    ).toEqual(['another moment']);
    expect(memoriesSay(failed(), 'no answer')).toEqual(['another reason']);
  });

  test('A wait remembers where it began, and the place of its edit on main.', () => {
    const waits = (from: 'InVerification' | 'WaitingForResponse', position: number): ObservedState => ({
      state: 'Deferred',
      from,
      position,
    });
    expect(memoriesSay(waits('InVerification', 7), null)).toEqual([]);
    expect(memoriesSay(waits('WaitingForResponse', 7), null)).toEqual(['another state before']);
    expect(memoriesSay(waits('InVerification', 6), null)).toEqual(['another place in line']);
  });
});

describe('the audit of rollbacks', () => {
  function rollbacksSay(before: readonly Entered[], reason: string | null = 'it breaks'): readonly string[] {
    const { step, facts } = recordOf([...before, { at: second, to: { state: 'StageRollout' }, reason }]);
    return checkRollbacks(step, facts).map(({ message }) => message.replace(/^.*: /, ''));
  }
  const promoted: Entered = { at: first, to: { state: 'Production' } };
  const newer: Entered = { at: '2026-11-22T12:00:30Z', to: { state: 'Production' }, release: argus };

  test('The newest promotion may be taken back, with a reason.', () => {
    expect(rollbacksSay([promoted])).toEqual([]);
    expect(rollbacksSay([promoted], null)).toEqual(['it left production without a reason']);
  });

  test('One before a newer one may not, unless the newer one is out of production.', () => {
    expect(rollbacksSay([promoted, newer])).toEqual(['it was not the newest promotion']);
    const withdrawn = { state: 'Production', withdrawn: { since: '2026-11-22', reason: 'old' } } as const;
    expect(rollbacksSay([promoted, { ...newer, to: withdrawn }])).toEqual([]);
    expect(
      rollbacksSay([
        { ...newer, at: first },
        { ...promoted, at: '2026-11-22T12:00:30Z' },
      ]),
    ).toEqual([]);
  });
});
