import { describe, expect, test } from 'vitest';
import type { DesiredState } from '../../src/domain/desired-state.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { DesirableState, ReleaseId } from '../../src/domain/release.ts';
import { debian12, el9 } from '../builders/policy.ts';
import { aDesiredRelease } from '../builders/release.ts';
import {
  aDesiredState,
  carriedOut,
  emptyWorld,
  planFor,
  settled,
  untilQuiet,
  type World,
} from '../builders/world.ts';

const voms = { product: 'voms' };
const argus = { product: 'argus', version: '1.7.5', platforms: [debian12] };

function stateOf(world: World, id: string) {
  return world.record.releases.get(id as ReleaseId)?.observed;
}

function membersOf(world: World): Record<string, readonly string[]> {
  return Object.fromEntries(
    [...world.published].map(([key, tree]) => [
      key,
      tree.state === 'published' ? tree.generation.members.map((member) => member.release) : [],
    ]),
  );
}

function kinds(plan: Plan): readonly string[] {
  return plan.actions.map((action) => action.id);
}

describe('a first submission', () => {
  test('is fetched first, and published in the unverified area by the cycle after', () => {
    const desired = aDesiredState([aDesiredRelease(voms, ['Unverified'], 1)], 1);
    const first = carriedOut(emptyWorld, desired);
    expect(kinds(first.plan)).toContain('fetch:umd-5/voms-4.2.0');
    expect(stateOf(first.world, 'umd-5/voms-4.2.0')).toEqual({ state: 'Submitted' });
    const second = carriedOut(first.world, settled(desired, first.world.record));
    expect(kinds(second.plan)).toEqual([
      'publish:unverified/umd-5/voms-4.2.0/el9/x86_64',
      'enter:umd-5/voms-4.2.0:1:Unverified',
    ]);
    expect(stateOf(second.world, 'umd-5/voms-4.2.0')).toEqual({ state: 'Unverified' });
  });

  test('publishes the empty shared repositories at once, so that clients can be configured', () => {
    const world = untilQuiet(emptyWorld, aDesiredState([], 1));
    expect(Object.keys(membersOf(world)).sort()).toEqual([
      'production/umd-5/debian-12/amd64/base',
      'production/umd-5/debian-12/amd64/updates',
      'production/umd-5/el9/x86_64/base',
      'production/umd-5/el9/x86_64/updates',
      'stage-rollout/umd-5/debian-12/amd64',
      'stage-rollout/umd-5/el9/x86_64',
    ]);
  });

  test('keeps what was live for the days of the policy in production, and nowhere else', () => {
    const desired = aDesiredState([aDesiredRelease(voms, ['Unverified'], 1)], 1);
    const majorReleases = new Map(
      [...desired.policy.majorReleases].map(([key, major]) => [key, { ...major, keepDays: 90 }]),
    );
    const { actions } = planFor(emptyWorld, { ...desired, policy: { ...desired.policy, majorReleases } });
    const days = actions.flatMap((action) =>
      action.kind === 'publish-generation' ? [[action.repository.stage, action.keepDays]] : [],
    );
    expect(new Set(days.map(String))).toEqual(new Set(['stage-rollout,0', 'production,90']));
  });

  test('that fails to be fetched is Failed, keeps its place and is tried again when due', () => {
    const desired = aDesiredState([aDesiredRelease(voms, ['Unverified'], 1)], 1);
    const failed = carriedOut(emptyWorld, desired, (action) => action.kind === 'fetch-release');
    expect(stateOf(failed.world, 'umd-5/voms-4.2.0')).toMatchObject({
      state: 'Failed',
      from: 'Submitted',
      wanted: 'Unverified',
    });
    const waiting = planFor(failed.world, settled(desired, failed.world.record));
    expect(waiting.actions).toEqual([]);
    expect(waiting.heldBack[0]?.verdict).toMatchObject({ kind: 'wait-until' });
    const later = { ...failed.world, now: plusSeconds(failed.world.now, 3600) };
    const world = untilQuiet(later, settled(desired, later.record));
    expect(stateOf(world, 'umd-5/voms-4.2.0')).toEqual({ state: 'Unverified' });
  });

  test('that failed while the clock ran years ahead is tried again as soon as the clock is right', () => {
    const desired = aDesiredState([aDesiredRelease(voms, ['Unverified'], 1)], 1);
    const ahead = { ...emptyWorld, now: plusSeconds(emptyWorld.now, 10 * 365 * 86_400) };
    const failed = carriedOut(ahead, desired, (action) => action.kind === 'fetch-release');
    const right = { ...failed.world, now: emptyWorld.now };
    const plan = planFor(right, settled(desired, right.record));
    expect(plan.actions.map((action) => action.kind)).toContain('fetch-release');
  });
});

describe('the way to production', () => {
  const wholeWay: readonly [DesirableState, ...DesirableState[]] = [
    'Unverified',
    'InVerification',
    'StageRollout',
    'Production',
  ];

  test('taken in one batch of merges ends where one by one would', () => {
    const world = untilQuiet(emptyWorld, aDesiredState([aDesiredRelease(voms, wholeWay, 1)], 4));
    expect(stateOf(world, 'umd-5/voms-4.2.0')).toEqual({ state: 'Production' });
    expect(
      world.record.releases.get('umd-5/voms-4.2.0' as ReleaseId)?.visits.map((visit) => visit.state),
    ).toEqual(['Submitted', ...wholeWay]);
    expect(membersOf(world)).toMatchObject({
      'production/umd-5/el9/x86_64/base': ['umd-5/voms-4.2.0'],
      'stage-rollout/umd-5/el9/x86_64': [],
    });
    expect(Object.keys(membersOf(world)).filter((key) => key.startsWith('unverified/'))).toEqual([]);
  });

  test('puts Incremental releases into updates', () => {
    const release = aDesiredRelease({ ...voms, type: 'Incremental' }, wholeWay, 1);
    const world = untilQuiet(emptyWorld, aDesiredState([release], 4));
    expect(membersOf(world)).toMatchObject({
      'production/umd-5/el9/x86_64/updates': ['umd-5/voms-4.2.0'],
      'production/umd-5/el9/x86_64/base': [],
    });
  });

  test('cannot be shortened: a skipped stage is refused with the steps that are open, and changes nothing', () => {
    const unverified = untilQuiet(emptyWorld, aDesiredState([aDesiredRelease(voms, ['Unverified'], 1)], 1));
    const plan = planFor(unverified, aDesiredState([aDesiredRelease(voms, ['Production'], 2)], 2));
    expect(plan.actions).toEqual([]);
    expect(plan.heldBack).toMatchObject([
      { verdict: { kind: 'blocked', cites: 'R38', hint: expect.stringContaining('InVerification') } },
    ]);
  });

  test('leaves the old stage only after the new one is published', () => {
    const world = untilQuiet(
      emptyWorld,
      aDesiredState([aDesiredRelease(voms, ['Unverified', 'InVerification', 'StageRollout'], 1)], 3),
    );
    const plan = planFor(world, aDesiredState([aDesiredRelease(voms, ['Production'], 4)], 4));
    const out = plan.actions.find((action) => action.id === 'publish:stage-rollout/umd-5/el9/x86_64');
    expect(out?.after).toEqual(['publish:production/umd-5/el9/x86_64/base']);
  });

  test('that fails half way keeps what is published and takes nothing out', () => {
    const both = { ...voms, platforms: [el9, debian12] };
    const world = untilQuiet(
      emptyWorld,
      aDesiredState([aDesiredRelease(both, ['Unverified', 'InVerification', 'StageRollout'], 1)], 3),
    );
    const asked = aDesiredState([aDesiredRelease(both, ['Production'], 4)], 4);
    const failed = carriedOut(
      world,
      asked,
      (action) => action.id === 'publish:production/umd-5/debian-12/amd64/base',
    );
    expect(stateOf(failed.world, 'umd-5/voms-4.2.0')).toMatchObject({
      state: 'Failed',
      from: 'StageRollout',
    });
    expect(membersOf(failed.world)).toMatchObject({
      'production/umd-5/el9/x86_64/base': ['umd-5/voms-4.2.0'],
      'production/umd-5/debian-12/amd64/base': [],
      'stage-rollout/umd-5/debian-12/amd64': ['umd-5/voms-4.2.0'],
    });
    const waiting = planFor(failed.world, settled(asked, failed.world.record));
    expect(waiting.actions).toEqual([]);
    const later = { ...failed.world, now: plusSeconds(failed.world.now, 3600) };
    const world2 = untilQuiet(later, settled(asked, later.record));
    expect(stateOf(world2, 'umd-5/voms-4.2.0')).toEqual({ state: 'Production' });
  });
});

describe('the slot', () => {
  const toRollout: readonly [DesirableState, ...DesirableState[]] = [
    'Unverified',
    'InVerification',
    'StageRollout',
  ];

  test('holds one release; the other waits as Deferred and enters in the plan in which the first leaves', () => {
    const both = aDesiredState(
      [aDesiredRelease(voms, toRollout, 1), aDesiredRelease(argus, toRollout, 4)],
      6,
    );
    const world = untilQuiet(emptyWorld, both);
    expect(stateOf(world, 'umd-5/voms-4.2.0')).toEqual({ state: 'StageRollout' });
    expect(stateOf(world, 'umd-5/argus-1.7.5')).toMatchObject({
      state: 'Deferred',
      from: 'InVerification',
      position: 6,
    });

    const asked = aDesiredState(
      [aDesiredRelease(voms, ['Production'], 7), aDesiredRelease(argus, ['StageRollout'], 7)],
      7,
    );
    const plan = planFor(world, asked);
    const entering = plan.actions.find(
      (action) => action.id === 'publish:stage-rollout/umd-5/debian-12/amd64',
    );
    expect(entering?.after).toContain('publish:production/umd-5/el9/x86_64/base');
    expect(stateOf(untilQuiet(world, asked), 'umd-5/argus-1.7.5')).toEqual({ state: 'StageRollout' });
  });

  test('stays taken when the holder cannot leave', () => {
    const both = aDesiredState(
      [aDesiredRelease(voms, toRollout, 1), aDesiredRelease(argus, toRollout, 4)],
      6,
    );
    const world = untilQuiet(emptyWorld, both);
    const asked = aDesiredState(
      [aDesiredRelease(voms, ['Production'], 7), aDesiredRelease(argus, ['StageRollout'], 7)],
      7,
    );
    const failed = carriedOut(
      world,
      asked,
      (action) => action.id === 'publish:production/umd-5/el9/x86_64/base',
    );
    expect(stateOf(failed.world, 'umd-5/voms-4.2.0')).toMatchObject({
      state: 'Failed',
      from: 'StageRollout',
    });
    expect(stateOf(failed.world, 'umd-5/argus-1.7.5')).toMatchObject({ state: 'Deferred' });
    const next = planFor(failed.world, settled(asked, failed.world.record));
    expect(next.actions).toEqual([]);
    expect(next.heldBack.find((held) => held.release === 'umd-5/argus-1.7.5')?.verdict).toMatchObject({
      kind: 'wait-for',
      whom: 'umd-5/voms-4.2.0',
    });
  });

  test.each([
    ['is gone', (desired: DesiredState) => desired],
    [
      'cannot be read',
      (desired: DesiredState) => ({
        ...desired,
        unreadable: [{ id: 'umd-5/voms-4.2.0' as ReleaseId, findings: [] }],
      }),
    ],
  ])('stays taken while the file of its holder %s', (_what, spoiled) => {
    const both = aDesiredState(
      [aDesiredRelease(voms, toRollout, 1), aDesiredRelease(argus, toRollout, 4)],
      6,
    );
    const world = untilQuiet(emptyWorld, both);
    const plan = planFor(world, spoiled(aDesiredState([aDesiredRelease(argus, ['StageRollout'], 7)], 7)));
    expect(plan.actions).toEqual([]);
    expect(plan.heldBack).toMatchObject([
      { release: 'umd-5/argus-1.7.5', verdict: { kind: 'wait-for', whom: 'umd-5/voms-4.2.0' } },
      { release: 'umd-5/voms-4.2.0', verdict: { kind: 'blocked' } },
    ]);
  });

  test('stays taken by a release that ends until it is out of every repository', () => {
    const both = aDesiredState(
      [aDesiredRelease(voms, toRollout, 1), aDesiredRelease(argus, toRollout, 4)],
      6,
    );
    const world = untilQuiet(emptyWorld, both);
    const asked = aDesiredState(
      [aDesiredRelease(voms, ['Rejected'], 7), aDesiredRelease(argus, ['StageRollout'], 7)],
      7,
    );
    const failed = carriedOut(world, asked, ({ id }) => id === 'publish:stage-rollout/umd-5/el9/x86_64');
    expect(stateOf(failed.world, 'umd-5/voms-4.2.0')).toMatchObject({ state: 'Failed', wanted: 'Rejected' });
    expect(stateOf(failed.world, 'umd-5/argus-1.7.5')).toMatchObject({ state: 'Deferred' });
    expect(membersOf(failed.world)['stage-rollout/umd-5/debian-12/amd64']).toEqual([]);
    const later = { ...failed.world, now: plusSeconds(failed.world.now, 3600) };
    expect(stateOf(untilQuiet(later, settled(asked, later.record)), 'umd-5/argus-1.7.5')).toEqual({
      state: 'StageRollout',
    });
  });

  test('goes to an emergency before those who asked earlier', () => {
    const dpm = { product: 'dpm', version: '1.15.3', emergency: { route: 'fast' } as const };
    const world = untilQuiet(
      emptyWorld,
      aDesiredState(
        [
          aDesiredRelease(voms, toRollout, 1),
          aDesiredRelease(argus, toRollout, 4),
          aDesiredRelease(dpm, toRollout, 7),
        ],
        9,
      ),
    );
    const freed = aDesiredState(
      [
        aDesiredRelease(voms, ['Rejected'], 10),
        aDesiredRelease(argus, ['StageRollout'], 10),
        aDesiredRelease(dpm, ['StageRollout'], 10),
      ],
      10,
    );
    const after = untilQuiet(world, freed);
    expect(stateOf(after, 'umd-5/dpm-1.15.3')).toEqual({ state: 'StageRollout' });
    expect(stateOf(after, 'umd-5/argus-1.7.5')).toMatchObject({ state: 'Deferred' });
  });
});

describe('giving up', () => {
  test('takes a rejected release out of its area and keeps others', () => {
    const world = untilQuiet(
      emptyWorld,
      aDesiredState([aDesiredRelease(voms, ['Unverified', 'InVerification'], 1)], 2),
    );
    const after = untilQuiet(world, aDesiredState([aDesiredRelease(voms, ['Rejected'], 3)], 3));
    expect(stateOf(after, 'umd-5/voms-4.2.0')).toEqual({ state: 'Rejected' });
    expect(Object.keys(membersOf(after)).filter((key) => key.startsWith('unverified/'))).toEqual([]);
  });

  test('does not wait for a failed step to succeed', () => {
    const desired = aDesiredState([aDesiredRelease(voms, ['Unverified'], 1)], 1);
    const failed = carriedOut(emptyWorld, desired, (action) => action.kind === 'fetch-release');
    const both = aDesiredState([aDesiredRelease(voms, ['Unverified', 'Rejected'], 1)], 2);
    const after = untilQuiet(failed.world, both);
    expect(stateOf(after, 'umd-5/voms-4.2.0')).toEqual({ state: 'Rejected' });
  });
});

describe('what is not as it should be', () => {
  const published = () => {
    const toProduction: readonly [DesirableState, ...DesirableState[]] = [
      'Unverified',
      'InVerification',
      'StageRollout',
      'Production',
    ];
    return untilQuiet(emptyWorld, aDesiredState([aDesiredRelease(voms, toProduction, 1)], 4));
  };
  const asked = aDesiredState([aDesiredRelease(voms, ['Production'], 5)], 5);

  test('a lost published tree is restored as it was recorded, with the same number and date', () => {
    const world = { ...published(), published: new Map() };
    const plan = planFor(world, asked);
    expect(plan.actions.map((action) => action.kind)).toEqual(Array(6).fill('restore-generation'));
    expect(planFor(carriedOut(world, asked).world, asked).actions).toEqual([]);
  });

  test('a lost record of a switched generation is written from what is published', () => {
    const before = published();
    const world = {
      ...before,
      record: { ...before.record, generations: new Map([...before.record.generations].slice(1)) },
    };
    expect(planFor(world, asked).actions.map((action) => action.kind)).toEqual(['record-generation']);
  });

  test('an edit of fetched content is refused and everything stays', () => {
    const world = published();
    const edited = aDesiredRelease({ ...voms, platforms: [el9, debian12] }, ['Production'], 5);
    const plan = planFor(world, aDesiredState([edited], 5));
    expect(plan.actions).toEqual([]);
    expect(plan.heldBack).toMatchObject([{ verdict: { kind: 'blocked', cites: 'R36' } }]);
  });

  test('a deleted release file takes nothing out', () => {
    const plan = planFor(published(), aDesiredState([], 5));
    expect(plan.actions).toEqual([]);
    expect(plan.heldBack).toMatchObject([{ release: 'umd-5/voms-4.2.0', state: 'Production' }]);
  });

  test('apt metadata is made anew before half of its validity is over', () => {
    const world = published();
    const later = { ...world, now: plusSeconds(world.now, 8 * 86_400) };
    expect(planFor(later, asked).actions.map((action) => action.id)).toEqual([
      'publish:production/umd-5/debian-12/amd64/base',
      'publish:production/umd-5/debian-12/amd64/updates',
      'publish:stage-rollout/umd-5/debian-12/amd64',
    ]);
  });

  test('an unsupported target holds the release with a verdict', () => {
    const foreign = aDesiredRelease({ ...voms, platforms: ['el7/x86_64' as typeof el9] }, ['Unverified'], 1);
    const plan = planFor(untilQuiet(emptyWorld, aDesiredState([], 1)), aDesiredState([foreign], 2));
    expect(plan.heldBack).toMatchObject([{ verdict: { kind: 'blocked', cites: 'R13' } }]);
    expect(plan.actions.map((action) => action.kind)).toEqual(['enter-state']);
  });
});
