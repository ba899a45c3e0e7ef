import { describe, expect, test } from 'vitest';
import type { EnterState, Plan } from '../../src/domain/plan.ts';
import { planDigest } from '../../src/domain/plan.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type { PlatformKey, ReleaseId } from '../../src/domain/release.ts';
import { checkPlan } from '../../src/plan/check-plan.ts';
import { aPolicy, debian12, el9 } from '../builders/policy.ts';
import { aDesiredRelease } from '../builders/release.ts';
import {
  actualStateOf,
  aDesiredState,
  carriedOut,
  emptyWorld,
  settled,
  untilQuiet,
} from '../builders/world.ts';

const el7 = 'el7/x86_64' as PlatformKey;
const id = 'umd-5/voms-4.2.0' as ReleaseId;
const ignoring: Policy = { ...aPolicy(), unsupportedTargets: 'ignore' };

function ended(platforms: readonly PlatformKey[], policy = ignoring) {
  const desired = aDesiredState([aDesiredRelease({ platforms }, ['Unverified'], 1)], 1, policy);
  const world = untilQuiet(emptyWorld, desired);
  return { desired, world, record: world.record.releases.get(id) };
}

describe('A release for platforms that are not supported', () => {
  test('is ignored where policy says so, with its reason and the commit that asked.', () => {
    const { record, desired } = ended([el7]);
    expect(record?.observed).toEqual({ state: 'Ignored', wanted: 'Unverified' });
    expect(record?.visits.map(({ state, reason, commit }) => [state, reason, commit])).toEqual([
      ['Submitted', 'because', desired.releases[0]?.edits[0].commit],
      ['Ignored', 'umd-5 does not support el7/x86_64', desired.releases[0]?.edits[0].commit],
    ]);
  });

  test('is held where policy says nothing, and where some of its platforms are supported.', () => {
    expect(ended([el7], aPolicy()).record?.observed).toEqual({ state: 'Submitted' });
    expect(ended([el7, el9]).record?.observed).toEqual({ state: 'Submitted' });
  });

  test('stays ignored when the platform comes to be supported, and nothing is held back.', () => {
    const { world, desired } = ended([el7]);
    const [major] = [...ignoring.majorReleases.values()];
    const platforms = [...(major?.platforms ?? []), { key: el7, format: 'yum' as const, suite: '' }];
    const policy = aPolicy({ ...(major ?? expect.unreachable()), platforms });
    const later = settled(aDesiredState(desired.releases, 1, policy), world.record);
    const { plan, world: after } = carriedOut(world, later);
    expect(plan.heldBack).toEqual([]);
    expect(after.record.releases.get(id)?.observed.state).toBe('Ignored');
  });

  test('is told in the notes of the plan.', () => {
    const desired = aDesiredState([aDesiredRelease({ platforms: [el7] }, ['Unverified'], 1)], 1, ignoring);
    expect(carriedOut(emptyWorld, desired).plan.notes.map(({ sentence }) => sentence)).toEqual([
      'voms 4.2.0 is ignored by policy: umd-5 does not support el7/x86_64',
    ]);
  });
});

test('The second opinion lets nobody be ignored whom no policy ignores.', () => {
  const objections = (platforms: readonly PlatformKey[], policy: Policy) => {
    const desired = aDesiredState([aDesiredRelease({ platforms: [el7] }, ['Unverified'], 1)], 1, ignoring);
    const { plan } = carriedOut(emptyWorld, desired);
    const other = aDesiredState([aDesiredRelease({ platforms }, ['Unverified'], 1)], 1, policy);
    return checkPlan(plan, other, actualStateOf(emptyWorld, other)).filter((each) =>
      each.includes('ignored'),
    );
  };
  expect(objections([el7], ignoring)).toEqual([]);
  const complaint = ['umd-5/voms-4.2.0 would be ignored, which no policy says'];
  expect(objections([el7], aPolicy())).toEqual(complaint);
  expect(objections([el7, debian12], ignoring)).toEqual(complaint);
});

test('The second opinion asks for the wish that policy answered.', () => {
  const desired = aDesiredState([aDesiredRelease({ platforms: [el7] }, ['Unverified'], 1)], 1, ignoring);
  const { plan } = carriedOut(emptyWorld, desired);
  const answered = (action: EnterState): EnterState => ({
    ...action,
    to: { state: 'Ignored', wanted: 'Production' },
  });
  const actions = plan.actions.map((each) =>
    each.kind === 'enter-state' && each.to.state === 'Ignored' ? answered(each) : each,
  );
  const other: Plan = { ...plan, actions, digest: planDigest({ ...plan, actions }) };
  expect(checkPlan(other, desired, actualStateOf(emptyWorld, desired))).toEqual([
    'umd-5/voms-4.2.0 would enter Ignored, which nobody asked for',
  ]);
});
