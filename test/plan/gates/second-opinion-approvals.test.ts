import { describe, expect, test } from 'vitest';
import { approvalDigest } from '../../../src/domain/approval-policy.ts';
import type { DesiredRelease, Vote } from '../../../src/domain/desired-state.ts';
import { sha256Of } from '../../../src/domain/digest.ts';
import { known, unknown } from '../../../src/domain/observation.ts';
import type { Plan } from '../../../src/domain/plan.ts';
import { planDigest } from '../../../src/domain/plan.ts';
import type { Emergency } from '../../../src/domain/release.ts';
import { checkPlan } from '../../../src/plan/check-plan.ts';
import { aPolicy } from '../../builders/policy.ts';
import { aCommit, aDesiredRelease } from '../../builders/release.ts';
import { someApprovals } from '../../builders/signing.ts';
import { actualStateOf, aDesiredState, emptyWorld, planFor, untilQuiet } from '../../builders/world.ts';

const policy = someApprovals();
const direct: Emergency = { route: 'direct', approver: 'carol', reason: 'an exploit' };

function voteOf(person: string, { edits: [edit] }: DesiredRelease, approves: boolean): Vote {
  return {
    commit: aCommit(`vote of ${person}`),
    position: 7,
    person,
    signedWith: `SHA256:${person}`,
    keyEnds: null,
    text: edit.text,
    to: edit.desiredState,
    approves: approves ? { from: 'InVerification', policy: approvalDigest(policy) } : null,
  };
}

/** A release in verification that is asked for the next step, or for production at once, with these votes. */
function asked(people: readonly string[], emergency: Emergency = { route: 'normal' }) {
  const to = emergency.route === 'direct' ? 'Production' : 'StageRollout';
  const start = aDesiredRelease({ emergency }, ['Unverified', 'InVerification'], 1);
  const world = untilQuiet(emptyWorld, aDesiredState([start], 2));
  const wish = aDesiredRelease({ emergency }, [to], 7);
  const votes = people.map((person, index) => voteOf(person, wish, index > 0));
  return { world, wish: withVotes(wish, votes) };
}

function withVotes(wish: DesiredRelease, votes: readonly Vote[]): DesiredRelease {
  const approval = known({ base: aCommit('main 6'), policy, votes, refused: [] });
  return { ...wish, edits: [{ ...wish.edits[0], approval }] };
}

function desiredOf(wish: DesiredRelease) {
  return aDesiredState([wish], 7, { ...aPolicy(), approvals: policy });
}

/** What it says of the plan for some votes, when in truth there were others. */
function objections(
  people: readonly string[],
  truth: (wish: DesiredRelease) => DesiredRelease,
  way?: Emergency,
) {
  const { world, wish } = asked(people, way);
  const plan = planFor(world, desiredOf(wish));
  expect(plan.actions.some(({ kind }) => kind === 'enter-state')).toBe(true);
  const desired = desiredOf(truth(wish));
  return checkPlan(plan, desired, actualStateOf(world, desired)).join('\n');
}

describe('the second opinion on signatures', () => {
  test('has nothing against a step that is signed, nor against one that waits for a signature.', () => {
    expect(objections(['ada'], (wish) => wish)).toBe('');
    expect(objections(['ada', 'carol'], (wish) => wish, direct)).toBe('');
    const { world, wish } = asked([]);
    const plan = planFor(world, desiredOf(wish));
    expect(plan.heldBack.map(({ verdict }) => verdict.kind)).toEqual(['needs-approval']);
    expect(plan.actions).toEqual([]);
  });

  test.each<[string, (wish: DesiredRelease) => DesiredRelease, string]>([
    ['nobody signed', (wish) => withVotes(wish, []), 'with 0 of 1 signatures of verification'],
    [
      'somebody without the role signed',
      (wish) => withVotes(wish, [voteOf('carol', wish, false)]),
      'with 0 of 1 signatures',
    ],
    [
      'another text was signed for',
      (wish) => withVotes(wish, [{ ...voteOf('ada', wish, false), text: sha256Of('other') }]),
      'with 0 of 1 signatures',
    ],
    [
      'other roles were in force',
      (wish) =>
        withVotes(wish, [
          { ...voteOf('ada', wish, true), approves: { from: 'InVerification', policy: sha256Of('x') } },
        ]),
      'with 0 of 1 signatures',
    ],
    [
      'somebody else signed',
      (wish) => withVotes(wish, [voteOf('bob', wish, false)]),
      'others would be recorded than have signed',
    ],
    [
      'nobody can tell',
      (wish) => ({ ...wish, edits: [{ ...wish.edits[0], approval: unknown('gpg is gone') }] }),
      'nobody can tell who signed',
    ],
    [
      'the content is another one',
      (wish) => ({ ...wish, content: sha256Of('other') }),
      'with other content than was signed for',
    ],
    [
      'nobody was asked',
      (wish) => ({ ...wish, edits: [{ ...wish.edits[0], approval: known(null) }] }),
      'with signatures that nobody asked for',
    ],
  ])('objects to a step where %s.', (_what, truth, sentence) => {
    expect(objections(['ada'], truth)).toContain(sentence);
  });

  test.each<[string, (wish: DesiredRelease) => DesiredRelease, string]>([
    [
      'whoever is named did not approve',
      (wish) => withVotes(wish, [voteOf('ada', wish, false), voteOf('erik', wish, true)]),
      'without its second approver',
    ],
    [
      'whoever is named wrote the edit',
      (wish) => withVotes(wish, [voteOf('carol', wish, false), voteOf('ada', wish, true)]),
      'without its second approver',
    ],
    [
      'one person signed alone',
      (wish) => withVotes(wish, [voteOf('carol', wish, true)]),
      'with 1 of 2 signatures',
    ],
  ])('objects to the direct route where %s.', (_what, truth, sentence) => {
    expect(objections(['ada', 'carol'], truth, direct)).toContain(sentence);
  });

  test('objects to a plan that would record nothing of who signed.', () => {
    const { world, wish } = asked(['ada']);
    const made = planFor(world, desiredOf(wish));
    const actions = made.actions.map((action) => {
      if (action.kind !== 'enter-state') return action;
      const { approval: _approval, ...rest } = action;
      return rest;
    });
    const plan: Plan = { ...made, actions, digest: planDigest({ ...made, actions }) };
    const found = checkPlan(plan, desiredOf(wish), actualStateOf(world, desiredOf(wish)));
    expect(found.join()).toContain('others would be recorded than have signed');
  });
});
