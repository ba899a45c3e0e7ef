import { describe, expect, test } from 'vitest';
import type { DatedFailure } from '../../src/domain/failure.ts';
import { asInstant } from '../../src/domain/instant.ts';
import {
  type AskingState,
  isEndState,
  isRollback,
  type Judgement,
  judge,
  nextStates,
  type ObservedState,
  type RestingState,
  transitions,
} from '../../src/domain/lifecycle.ts';
import { type DesirableState, desirableStates } from '../../src/domain/release.ts';
import { type Expectation, expectations } from './lifecycle-expectations.ts';

const failure = {
  code: 'file-system',
  message: 'disk full',
  hint: '',
  treatment: 'retry',
  details: [],
  since: asInstant('2026-11-22T00:00:00Z'),
} as DatedFailure;

/** `Failed<StageRollout>Production` and `Deferred<InVerification` as the expectation table writes them. */
function observedOf(text: string): ObservedState {
  const failed = /^Failed<(\w+)>(\w+)$/.exec(text);
  if (failed !== null)
    return {
      state: 'Failed',
      from: failed[1] as RestingState,
      wanted: failed[2] as DesirableState,
      failure,
    };
  const deferred = /^Deferred<(\w+)$/.exec(text);
  if (deferred !== null) return { state: 'Deferred', from: deferred[1] as AskingState, position: 1 };
  return { state: text as RestingState };
}

function wordOf(judgement: Judgement): string {
  if (judgement.kind !== 'go') return judgement.kind;
  return isRollback(judgement.transition) ? 'rollback' : judgement.transition.effect;
}

function titleOf(row: Expectation): string {
  return `${row.observed} asked for ${row.desired} by the ${row.route} route: ${row.expect} (${row.cites})`;
}

describe('the transition table', () => {
  test('an empty wish is what a release starts with, and is refused anywhere else', () => {
    const observed = [...new Set(expectations.map((row) => row.observed))];
    expect(observed).toContain('Submitted');
    for (const text of observed) {
      const judgement = judge(observedOf(text), null, 'normal');
      expect(judgement.kind, text).toBe(text === 'Submitted' ? 'keep' : 'refuse');
      const [, ...states] = judgement.kind === 'refuse' ? judgement.hint.split(/: |, /) : [''];
      expect(states.filter((state) => !desirableStates.some((each) => each === state))).toEqual([]);
    }
  });

  test('says what the policy says about every observed state, wish and route', () => {
    const differences = expectations
      .filter(
        (row) =>
          wordOf(judge(observedOf(row.observed), row.desired as DesirableState, row.route)) !== row.expect,
      )
      .map(
        (row) =>
          `${titleOf(row)}, but got ${wordOf(judge(observedOf(row.observed), row.desired as DesirableState, row.route))}`,
      );
    expect(differences).toEqual([]);
    expect(expectations.length).toBeGreaterThan(600);
  });

  test('has every row cited and no row twice', () => {
    const keys = transitions.map((row) => `${row.from}>${row.to}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(transitions.every((row) => /^R\d+/.test(row.cites))).toBe(true);
  });

  test('offers as next states exactly those that it does not refuse, and no operation', () => {
    for (const row of expectations) {
      const observed = observedOf(row.observed);
      const offered = nextStates(observed, row.route).includes(row.desired as DesirableState);
      expect(offered, titleOf(row)).toBe(!['refuse', 'keep', 'rollback'].includes(row.expect));
    }
  });

  test('knows the four end states', () => {
    const ends = [...desirableStates, 'Submitted', 'Deferred', 'Failed'] as const;
    expect(ends.filter(isEndState)).toEqual(['Production', 'Rejected', 'Ignored', 'NotPublished']);
  });

  test('explains a refusal with the steps that are open', () => {
    const judgement = judge({ state: 'Unverified' }, 'StageRollout', 'normal');
    expect(judgement).toEqual({
      kind: 'refuse',
      sentence: 'Unverified -> StageRollout is not a step',
      hint: 'from Unverified it can go to InVerification, Rejected, Ignored',
      cites: 'R38',
    });
  });
});
