import { expect, test } from 'vitest';
import type { DesiredState } from '../../src/domain/desired-state.ts';
import type { Action } from '../../src/domain/plan.ts';
import { mirrorStatuses } from '../../src/reconcile/mirror-statuses.ts';
import { aCommit, aDesiredRelease, noon } from '../builders/release.ts';
import { aDesiredState, carriedOut, emptyWorld, settled, untilQuiet, type World } from '../builders/world.ts';
import { fakeClock } from '../fakes/clock.ts';
import { fakeCodeHost } from '../fakes/code-host.ts';
import { fakeLedger } from '../fakes/ledger.ts';

const voms = { product: 'voms' };
const argus = { product: 'argus', version: '1.7.5' };
const toRollout = ['Unverified', 'InVerification', 'StageRollout'] as const;
const at = (position: number) => aCommit(`main ${position}`);

function aBench() {
  const host = fakeCodeHost();
  for (let position = 1; position < 20; position += 1) host.commits.add(at(position));
  const deps = { ledger: fakeLedger(), clock: fakeClock(noon) };
  const mirror = ({ record }: World) => mirrorStatuses(deps, host, { record });
  /** What the commit at a position shows about a release, oldest first. */
  const shown = (position: number, product = 'voms') =>
    host.written
      .filter(({ commit, release }) => commit === at(position) && release.includes(product))
      .map(({ state, description }) => `${state}: ${description}`);
  return { host, mirror, shown };
}

function again(desired: DesiredState, world: World): World {
  return untilQuiet(world, settled(desired, world.record));
}

test('Every commit of several that came together gets the status of the state that it asked for.', async () => {
  const { host, mirror, shown } = aBench();
  const world = untilQuiet(emptyWorld, aDesiredState([aDesiredRelease(voms, toRollout, 1)], 3));
  expect(await mirror(world)).toEqual([]);
  expect([1, 2, 3].map((position) => shown(position))).toEqual(
    ['Unverified', 'InVerification', 'StageRollout'].map((state) => [`success: ${state} since ${noon}`]),
  );
  expect(await mirror(world)).toEqual([]);
  expect(host.written.length).toBe(3);
});

test('The commit whose release had to wait for the slot shows in the end that it has got it.', async () => {
  const { mirror, shown } = aBench();
  const both = aDesiredState([aDesiredRelease(voms, toRollout, 1), aDesiredRelease(argus, toRollout, 4)], 6);
  const waiting = untilQuiet(emptyWorld, both);
  await mirror(waiting);
  const deferred = 'pending: Deferred: waits for the slot of stage rollout';
  expect(shown(6, 'argus')).toEqual([deferred]);
  const moved = aDesiredState(
    [aDesiredRelease(voms, ['Production'], 7), aDesiredRelease(argus, ['StageRollout'], 6)],
    7,
  );
  await mirror(again(moved, waiting));
  expect(shown(6, 'argus')).toEqual([deferred, `success: StageRollout since ${noon}`]);
});

test('The commit whose release could not be fetched shows why, and in the end that it was.', async () => {
  const { mirror, shown } = aBench();
  const desired = aDesiredState([aDesiredRelease(voms, ['Unverified'], 1)], 1);
  const isFetch = ({ kind }: Action) => kind === 'fetch-release';
  const { world } = carriedOut(emptyWorld, desired, isFetch);
  await mirror(world);
  const failure = 'failure: Unverified failed: 1 of 2 files differs from checksums.xml';
  expect(shown(1)).toEqual([failure]);
  const due = { ...world, attempts: new Map() };
  await mirror(again(desired, due));
  expect(shown(1)).toEqual([failure, `success: Unverified since ${noon}`]);
});

test('A release that waits for its packages is no success yet.', async () => {
  const { mirror, shown } = aBench();
  const desired = aDesiredState([aDesiredRelease(voms, ['Unverified'], 1)], 1);
  const { world } = carriedOut(emptyWorld, desired);
  const [first] = world.record.releases.values();
  expect(first?.observed.state).toBe('Submitted');
  await mirror(world);
  expect(shown(1)).toEqual(['pending: Submitted: waits for its packages']);
});

test('A host that does not answer is noted once, and told everything when it is back.', async () => {
  const { host, mirror } = aBench();
  const world = untilQuiet(emptyWorld, aDesiredState([aDesiredRelease(voms, toRollout, 1)], 3));
  host.reachable = false;
  expect(await mirror(world)).toEqual([
    { subject: 'commit-statuses', sentence: 'the code host does not answer; 3 wait for it' },
  ]);
  host.reachable = true;
  expect(await mirror(world)).toEqual([]);
  expect(host.written.length).toBe(3);
});
