import { describe, expect, test } from 'vitest';
import { actualFromRecord } from '../../../src/actual/from-record.ts';
import { audienceTitle, type ClientView } from '../../../src/domain/client-view.ts';
import { known, unknown } from '../../../src/domain/observation.ts';
import type { Inventory } from '../../../src/domain/record.ts';
import type { DesirableState, ReleaseId } from '../../../src/domain/release.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import { membersToKnow } from '../../../src/plan/members-to-know.ts';
import { el9 } from '../../builders/policy.ts';
import { aDesiredRelease } from '../../builders/release.ts';
import {
  actualStateOf,
  aDesiredState,
  emptyWorld,
  planFor,
  untilQuiet,
  type World,
} from '../../builders/world.ts';

const old = 'umd-5/voms-4.1.0' as ReleaseId;
const next = 'umd-5/voms-4.2.0' as ReleaseId;
const way = ['Unverified', 'InVerification', 'StageRollout', 'Production'] as const;

/** voms 4.1.0 in base, and voms 4.2.0 with other packages on its way, as far as these states. */
function worldWith(...states: readonly [DesirableState, ...DesirableState[]]) {
  const contents = new Map([
    [old, ['voms 4.1.0-1', 'voms-devel 4.1.0-1', 'voms-doc 4.1.0-1']],
    [next, ['voms 4.2.0-1', 'voms-api 4.2.0-1']],
  ]);
  const first = { version: '4.1.0', platforms: [el9], type: 'NonIncremental' as const };
  const second = { version: '4.2.0', platforms: [el9], type: 'Incremental' as const };
  const inBase = untilQuiet({ ...emptyWorld, contents }, aDesiredState([aDesiredRelease(first, way, 1)], 4));
  const stays = aDesiredRelease(first, ['Production'], 4);
  const desired = (wanted: typeof states, position: number) =>
    aDesiredState([stays, aDesiredRelease(second, wanted, position)], position + wanted.length - 1);
  const world = untilQuiet(inBase, desired(states, 5));
  return { world, wish: (state: DesirableState) => desired([state], 5 + states.length) };
}

function viewsOf(world: World, desired: ReturnType<typeof aDesiredState>): readonly ClientView[] {
  return planFor(world, desired).clients;
}

function told(view: ClientView) {
  if (view.kind === 'cannot-tell') return view.reason;
  const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name).join(' ');
  const { added, upgraded, downgraded, removed, unchanged } = view;
  return [
    audienceTitle(view),
    ...[added, upgraded, downgraded, removed].map((list) => names(list)),
    unchanged,
  ];
}

describe('What clients will see of a plan', () => {
  test('is shown to early adopters when a release comes into stage rollout, beside production.', () => {
    const { world, wish } = worldWith('Unverified', 'InVerification');
    expect(viewsOf(world, wish('StageRollout')).map(told)).toEqual([
      ['stage-rollout umd-5 el9/x86_64', 'voms-api', 'voms', '', '', 2],
    ]);
  });

  test('is new to clients of production, over base and updates together, and old to early adopters.', () => {
    const { world, wish } = worldWith('Unverified', 'InVerification', 'StageRollout');
    expect(viewsOf(world, wish('Production')).map(told)).toEqual([
      ['production umd-5 el9/x86_64', 'voms-api', 'voms', '', '', 2],
      ['stage-rollout umd-5 el9/x86_64', '', '', '', '', 4],
    ]);
  });

  test('is taken away from early adopters when a release is rejected.', () => {
    const { world, wish } = worldWith('Unverified', 'InVerification', 'StageRollout');
    const desired = wish('Rejected');
    expect(viewsOf(world, desired).map(told)).toEqual([
      ['stage-rollout umd-5 el9/x86_64', '', '', 'voms', 'voms-api', 2],
    ]);
    const members = membersToKnow(desired, actualStateOf(world, desired), world.now);
    expect(members.map(({ release }) => release).sort()).toEqual([old, next]);
  });

  test('is nothing where nothing moves.', () => {
    const { world, wish } = worldWith('Unverified', 'InVerification', 'StageRollout');
    expect(viewsOf(world, wish('StageRollout'))).toEqual([]);
  });

  test('cannot be told where packages cannot be read, and holds up nobody who leaves.', () => {
    const { world, wish } = worldWith('Unverified', 'InVerification', 'StageRollout');
    const desired = wish('Rejected');
    const actual = actualStateOf(world, desired);
    const packages = new Map([...actual.packages.keys()].map((digest) => [digest, unknown('torn')] as const));
    const plan = makePlan(desired, { ...actual, packages }, world.now);
    expect(plan.heldBack).toEqual([]);
    expect(plan.clients.map(told)).toEqual([expect.stringMatching(/^the packages of voms 4\.\d\.0 cannot/)]);
    expect(plan.digest).toBe(planFor(world, desired).digest);
  });

  test('is the same from the record alone, and without the relations that an old inventory does not have.', () => {
    const { world, wish } = worldWith('Unverified', 'InVerification', 'StageRollout');
    const desired = wish('Production');
    const inventories = (forgotten: boolean) =>
      [...world.pool.values()].map(({ release, content, members }): readonly [ReleaseId, Inventory] => {
        const platforms = members.map(({ platform, digest }) => ({
          platform,
          digest,
          packages: (world.packages.get(digest) ?? []).map(({ relations, ...found }) =>
            forgotten || relations === undefined ? found : { ...found, relations },
          ),
        }));
        return [release, { release, content, platforms }];
      });
    const views = (forgotten: boolean) => {
      const actual = actualFromRecord(world.record, new Map(inventories(forgotten)));
      return makePlan(desired, { ...actual, record: known(world.record) }, world.now).clients;
    };
    expect(views(false)).toEqual(viewsOf(world, desired));
    expect(views(true).map(told)).toEqual(viewsOf(world, desired).map(told));
    expect(views(true)[0]).toMatchObject({ unknownRelations: 2 });
  });
});
