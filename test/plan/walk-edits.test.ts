import { describe, expect, test } from 'vitest';
import { failure } from '../../src/domain/failure.ts';
import type { ObservedState, RestingState } from '../../src/domain/lifecycle.ts';
import type { DesirableState, Emergency } from '../../src/domain/release.ts';
import { editsAfter, walkEdits } from '../../src/plan/walk-edits.ts';
import { aCommit, aDesiredRelease, anEdit, aRelease, noon } from '../builders/release.ts';

function walked(start: ObservedState, states: readonly DesirableState[], emergency?: Emergency) {
  const release = aRelease(emergency === undefined ? {} : { emergency });
  const [first, ...rest] = states.map((state, index) => anEdit(release, state, index + 1));
  if (first === undefined) throw new Error('a walk needs edits');
  const walk = walkEdits(start, [first, ...rest]);
  return {
    at: walk.state.state,
    marks: walk.marks.map(({ to }) => to.state),
    step: walk.step === null ? null : walk.step.transition.to,
    refused: walk.refusal?.edit.desiredState ?? null,
    settled:
      walk.settled === null ? 0 : states.findIndex((_, i) => aCommit(`main ${i + 1}`) === walk.settled) + 1,
    more: walk.more,
  };
}

const resting = (state: RestingState): ObservedState => ({ state });

function failed(from: RestingState, wanted: DesirableState): ObservedState {
  const dated = { ...failure({ code: 'file-system', message: 'the disk is full' }), since: noon };
  return { state: 'Failed', from, wanted, failure: dated };
}

describe('the edits of one release', () => {
  test('that ask for what is already there are settled and change nothing', () => {
    expect(walked(resting('Unverified'), ['Unverified'])).toEqual({
      at: 'Unverified',
      marks: [],
      step: null,
      refused: null,
      settled: 1,
      more: false,
    });
  });

  test('are walked together as long as no package moves', () => {
    expect(
      walked(resting('Unverified'), ['InVerification', 'WaitingForResponse', 'InVerification']),
    ).toMatchObject({
      at: 'InVerification',
      marks: ['InVerification', 'WaitingForResponse', 'InVerification'],
      step: null,
      settled: 3,
    });
  });

  test('stop at the first step that moves packages, and what follows waits', () => {
    expect(walked(resting('Unverified'), ['InVerification', 'StageRollout', 'Production'])).toEqual({
      at: 'InVerification',
      marks: ['InVerification'],
      step: 'StageRollout',
      refused: null,
      settled: 1,
      more: true,
    });
  });

  test('that are not steps are passed over, and the walk goes on from where it was', () => {
    expect(walked(resting('Unverified'), ['Production', 'InVerification'])).toMatchObject({
      at: 'InVerification',
      marks: ['InVerification'],
      refused: null,
      settled: 2,
    });
  });

  test('pass over one whose transition is forbidden, and take a later one', () => {
    const edits = aDesiredRelease({}, ['Unverified', 'Ignored'], 1).edits;
    const forbid = () => ({ sentence: 'no', hint: 'never', cites: 'R13' });
    const fetches = walkEdits({ state: 'Submitted' }, edits, {
      forbid: ({ effect }) => (effect === 'fetch' ? forbid() : null),
    });
    expect(fetches).toMatchObject({
      step: { edit: { desiredState: 'Ignored' } },
      refusal: null,
      more: false,
    });
    const all = walkEdits({ state: 'Submitted' }, edits, { forbid });
    expect(all).toMatchObject({ step: null, refusal: { why: { cites: 'R13' } } });
  });

  test('end with a refusal when the last one is not a step', () => {
    expect(walked(resting('Unverified'), ['InVerification', 'Production'])).toMatchObject({
      at: 'InVerification',
      marks: ['InVerification'],
      refused: 'Production',
      settled: 2,
    });
  });

  test('take the direct way to production only by its route', () => {
    const direct: Emergency = { route: 'direct', approver: 'the security officer', reason: 'an exploit' };
    expect(walked(resting('Unverified'), ['Production'], direct).step).toBe('Production');
    expect(walked(resting('Unverified'), ['Production']).refused).toBe('Production');
  });

  test('begin with the repetition of a failed step, also when later ones follow', () => {
    expect(walked(failed('InVerification', 'StageRollout'), ['StageRollout', 'Production'])).toMatchObject({
      at: 'Failed',
      step: 'StageRollout',
      more: true,
    });
  });

  test('give up a failed step without waiting for it to succeed', () => {
    expect(
      walked(failed('Submitted', 'Unverified'), ['Unverified', 'InVerification', 'Rejected']),
    ).toMatchObject({
      step: 'Rejected',
      more: false,
    });
  });

  test('of an ended release are all refused', () => {
    expect(walked(resting('Rejected'), ['Unverified', 'InVerification'])).toMatchObject({
      at: 'Rejected',
      marks: [],
      step: null,
      refused: 'InVerification',
    });
  });

  test('after one of them are those that came later', () => {
    const release = aRelease();
    const edits = (['Unverified', 'InVerification', 'StageRollout'] as const).map((state, index) =>
      anEdit(release, state, index + 1),
    );
    const [first, second, third] = edits;
    expect(first === undefined ? [] : editsAfter(edits, first)).toEqual([second, third]);
    expect(third === undefined ? [] : editsAfter(edits, third)).toEqual([]);
  });
});
