import { describe, expect, test } from 'vitest';
import { plusSeconds } from '../../src/domain/instant.ts';
import type { DesirableState } from '../../src/domain/release.ts';
import { statusAsText } from '../../src/report/status-as-text.ts';
import { statusView } from '../../src/report/status-view.ts';
import { aMajorRelease, aPolicy, debian12, el9 } from '../builders/policy.ts';
import { aDesiredRelease } from '../builders/release.ts';
import { aDesiredState, carriedOut, emptyWorld, planFor, untilQuiet, type World } from '../builders/world.ts';

type Line = readonly [DesirableState, ...DesirableState[]];
const toRollout: Line = ['Unverified', 'InVerification', 'StageRollout'];
const voms = { product: 'voms' };
const argus = { product: 'argus', version: '1.7.5', platforms: [debian12] };

function viewOf(world: World, desired: Parameters<typeof statusView>[0]) {
  return statusView(desired, world.record, planFor(world, desired));
}

function textOf(world: World, desired: Parameters<typeof statusView>[0]): string {
  const view = viewOf(world, desired);
  return statusAsText(view).replace(view.commit.slice(0, 7), 'a1b2c3d');
}

describe('the status', () => {
  test('of a new repository tells where the first release goes', () => {
    const desired = aDesiredState([], 1);
    expect(textOf(untilQuiet(emptyWorld, desired), desired)).toBe(
      [
        'umd-5   slot: free',
        '  no release yet: the first file goes to releases/umd-5/',
        '',
        '0 releases.    main a1b2c3d, all repositories as git asks',
      ].join('\n'),
    );
  });

  test('before the first run tells what it will do', () => {
    const view = viewOf(emptyWorld, aDesiredState([aDesiredRelease(voms, ['Unverified'], 1)], 1));
    expect(view.releases).toEqual([
      {
        release: 'umd-5/voms-4.2.0',
        state: 'Submitted',
        versionKind: 'minor',
        since: null,
        outcome: null,
        held: null,
        delayedSince: null,
        next: 'the next run fetches it',
        components: [],
      },
    ]);
    expect(statusAsText(view)).toContain('8 actions to take in the next run');
  });

  test('tells of steps that are only waiting for the next run', () => {
    const first = untilQuiet(emptyWorld, aDesiredState([aDesiredRelease(voms, ['Unverified'], 1)], 1));
    const asked = aDesiredState([aDesiredRelease(voms, ['InVerification', 'StageRollout'], 2)], 3);
    expect(viewOf(first, asked).releases[0]?.next).toBe(
      'the next run takes it to InVerification, then StageRollout',
    );
  });

  test('tells who has the slot and who waits, for how long and what for', () => {
    const desired = aDesiredState(
      [aDesiredRelease(voms, toRollout, 1), aDesiredRelease(argus, toRollout, 4)],
      6,
    );
    const world = untilQuiet(emptyWorld, desired);
    const later = { ...world, now: plusSeconds(world.now, 3 * 86_400 + 4 * 3600) };
    const asked = aDesiredState(
      [aDesiredRelease(voms, ['StageRollout'], 6), aDesiredRelease(argus, ['StageRollout'], 6)],
      6,
    );
    expect(textOf(later, asked)).toBe(
      [
        'umd-5   slot: voms 4.2.0, in stage rollout for 3 d 4 h',
        '  RELEASE      STATE         SINCE    NEXT',
        '  argus 1.7.5  Deferred      3 d 4 h  waits for the slot of umd-5, taken by voms 4.2.0; first in line',
        '  voms 4.2.0   StageRollout  3 d 4 h  waits for somebody to set desiredState: Production, Rejected or NotPublished',
        '',
        '2 releases, 1 waiting.    main a1b2c3d, nothing to do now',
      ].join('\n'),
    );
  });

  test('keeps the time of the slot when its holder fails on the way out, and tells why and when it goes on', () => {
    const world = untilQuiet(emptyWorld, aDesiredState([aDesiredRelease(voms, toRollout, 1)], 3));
    const later = { ...world, now: plusSeconds(world.now, 3600) };
    const asked = aDesiredState([aDesiredRelease(voms, ['Production'], 4)], 4);
    const failed = carriedOut(later, asked, ({ id }) => id === 'publish:production/umd-5/el9/x86_64/base');
    const view = viewOf(failed.world, asked);
    expect(view.slots).toEqual([{ slot: 'umd-5', holder: 'umd-5/voms-4.2.0', since: world.now }]);
    expect(view.releases[0]).toMatchObject({ state: 'Failed', since: later.now, held: 'wait-until' });
    expect(statusAsText(view)).toMatch(
      /the disk is full; the failed step is tried again at 2026-11-22 13:01 UTC/,
    );
    expect(statusAsText(view)).toContain('1 release, 1 failed.');
  });

  test('counts what nobody but a person can move', () => {
    const world = untilQuiet(emptyWorld, aDesiredState([aDesiredRelease(voms, ['Unverified'], 1)], 1));
    const asked = aDesiredState([aDesiredRelease(voms, ['Production'], 2)], 2);
    expect(textOf(world, asked)).toContain(
      '1 release, 1 held until somebody acts.    main a1b2c3d, nothing to do now',
    );
  });

  test('tells of an ended release where it is, or why it is nowhere', () => {
    const desired = aDesiredState(
      [
        aDesiredRelease({ ...voms, platforms: [el9, debian12] }, [...toRollout, 'Production'], 1),
        aDesiredRelease(argus, ['Unverified', 'Rejected'], 5),
      ],
      6,
    );
    const { releases } = viewOf(untilQuiet(emptyWorld, desired), {
      ...desired,
      releases: desired.releases.map((each) => ({
        ...each,
        edits: [each.edits.at(-1) ?? each.edits[0]] as const,
      })),
    });
    expect(releases.map(({ next }) => next)).toEqual([
      'final: because',
      'final; in production/umd-5/el9/x86_64/base, production/umd-5/debian-12/amd64/base',
    ]);
  });

  test('says Reject of what was rejected in stage rollout, and otherwise what people wrote', () => {
    const desired = aDesiredState(
      [
        aDesiredRelease({ ...voms, platforms: [el9] }, [...toRollout, 'Rejected'], 1),
        aDesiredRelease(argus, [...toRollout, 'Production'], 6),
      ],
      9,
    );
    const view = viewOf(untilQuiet(emptyWorld, desired), desired);
    expect(view.releases.map(({ release, state, outcome }) => [release, state, outcome])).toEqual([
      ['umd-5/argus-1.7.5', 'Production', 'Success'],
      ['umd-5/voms-4.2.0', 'Rejected', 'Reject'],
    ]);
    expect(statusAsText(view)).toContain('final, outcome Reject: because');
  });

  test('shows the slots of products only while they are taken', () => {
    const policy = aPolicy(aMajorRelease({ slot: 'product' }));
    const desired = aDesiredState([aDesiredRelease(voms, toRollout, 1)], 3, policy);
    expect(viewOf(emptyWorld, desired).slots).toEqual([]);
    expect(viewOf(untilQuiet(emptyWorld, desired), desired).slots).toMatchObject([
      { slot: 'umd-5/voms', holder: 'umd-5/voms-4.2.0' },
    ]);
  });

  test('does not call well what it could not judge', () => {
    const world = untilQuiet(emptyWorld, aDesiredState([], 1));
    const desired = aDesiredState([], 1);
    const plan = planFor(world, desired);
    const sentence = 'permission denied';
    const key = 'production/umd-5/el9/x86_64/base';
    const view = statusView(desired, world.record, {
      ...plan,
      heldRepositories: [{ repository: key as never, why: 'cannot-tell', sentence, hint: '' }],
    });
    const lines = statusAsText(view).split('\n');
    expect(lines.at(-1)).toBe(`cannot be judged: ${key}: permission denied`);
    expect(lines.at(-2)).toContain('nothing to do now');
  });
});
