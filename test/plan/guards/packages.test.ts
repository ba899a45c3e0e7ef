import { describe, expect, test } from 'vitest';
import { actualFromRecord } from '../../../src/actual/from-record.ts';
import { withPackages } from '../../../src/actual/observe-packages.ts';
import type { ActualState } from '../../../src/domain/actual-state.ts';
import type { DesiredState } from '../../../src/domain/desired-state.ts';
import { StagepostError } from '../../../src/domain/failure.ts';
import type { PooledPackage } from '../../../src/domain/member.ts';
import { known, unknown } from '../../../src/domain/observation.ts';
import type { Inventory } from '../../../src/domain/record.ts';
import type { PlatformKey, ReleaseId } from '../../../src/domain/release.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import { membersToKnow } from '../../../src/plan/members-to-know.ts';
import { aPolicy, debian12, el9, someGuards } from '../../builders/policy.ts';
import { aDesiredRelease } from '../../builders/release.ts';
import {
  actualStateOf,
  aDesiredState,
  emptyWorld,
  planFor,
  untilQuiet,
  type World,
} from '../../builders/world.ts';

const way = ['Unverified', 'InVerification', 'StageRollout', 'Production'] as const;
const old = 'umd-5/voms-4.2.0' as ReleaseId;
const next = 'umd-5/voms-5.0.0' as ReleaseId;
const other = 'umd-5/argus-1.0.0' as ReleaseId;

/** A world in which voms 4.2.0 is in production with these packages, and another release asks for stage rollout. */
function asking(
  inProduction: readonly string[],
  entering: readonly string[],
  { platform = el9, release = next, policy = aPolicy() } = {},
): { readonly world: World; readonly desired: DesiredState } {
  const contents = new Map([
    [old, inProduction],
    [release, entering],
  ]);
  const [product = '', version = ''] = release.slice('umd-5/'.length).split('-');
  const there = aDesiredRelease({ platforms: [platform] }, way, 1);
  const world = untilQuiet({ ...emptyWorld, contents }, aDesiredState([there], 4));
  const wish = { product, version, platforms: [platform], type: 'Incremental' as const };
  const fetched = untilQuiet(
    world,
    aDesiredState(
      [
        aDesiredRelease({ platforms: [platform] }, ['Production'], 4),
        aDesiredRelease(wish, ['Unverified'], 5),
      ],
      5,
    ),
  );
  const asks = aDesiredRelease(wish, ['InVerification', 'StageRollout'], 6);
  const stays = aDesiredRelease({ platforms: [platform] }, ['Production'], 4);
  return { world: fetched, desired: aDesiredState([asks, stays], 7, policy) };
}

function refusals({ world, desired }: ReturnType<typeof asking>): readonly string[] {
  return planFor(world, desired).heldBack.map(({ release, verdict }) => `${release}: ${verdict.sentence}`);
}

describe('the guard against downgrades', () => {
  test.each([
    ['el9/x86_64', '4.2.0-1', '4.2.0-2'],
    ['el9/x86_64', '4.2.0-1', '4.2.0-1'],
    ['el9/x86_64', '1:1.0-1', '1:1.1-1'],
    ['el9/x86_64', '4.2.0~rc1-1', '4.2.0-1'],
    ['debian-12/amd64', '4.2.0-1', '4.2.0-1+b1'],
    ['debian-12/amd64', '4.2.0~rc1-1', '4.2.0-1'],
  ])('on %s lets %s be followed by %s', (platform, before, after) => {
    const setting = asking([`voms ${before}`], [`voms ${after}`], { platform: platform as PlatformKey });
    const downgrades = refusals(setting).filter((text) => text.includes('older'));
    expect(downgrades).toEqual([]);
  });

  test.each([
    ['el9/x86_64', '4.2.0-2', '4.2.0-1'],
    ['el9/x86_64', '1:1.0-1', '4.2.0-1'],
    ['el9/x86_64', '4.2.0-1', '4.2.0~rc1-1'],
    // Letters are older than digits to rpm and newer than nothing to dpkg.
    ['el9/x86_64', '1.0.1-1', '1.0.a-1'],
    ['debian-12/amd64', '4.2.0-1', '4.2.0~rc1-1'],
    ['debian-12/amd64', '4.2.0-1+b1', '4.2.0-1'],
  ])('on %s does not let %s be followed by %s', (platform, before, after) => {
    const setting = asking([`voms ${before}`], [`voms ${after}`], { platform: platform as PlatformKey });
    expect(refusals(setting)).toEqual([
      `${next}: 1 of its 1 packages are older than in production: voms.noarch ${after} (production has ${before} of voms 4.2.0)`,
    ]);
  });

  test('names some packages, counts all, and says how the release is let through', () => {
    const packages = (version: string) => ['a', 'b', 'c', 'd', 'e'].map((name) => `${name} ${version}-1`);
    const { world, desired } = asking([...packages('2.0'), 'f 1.0-1'], [...packages('1.0'), 'f 1.1-1']);
    const [held] = planFor(world, desired).heldBack;
    expect(held?.verdict).toEqual({
      kind: 'blocked',
      sentence:
        '5 of its 6 packages are older than in production: a.noarch 1.0-1 (production has 2.0-1 of voms 4.2.0), b.noarch 1.0-1 (production has 2.0-1 of voms 4.2.0), c.noarch 1.0-1 (production has 2.0-1 of voms 4.2.0), and 2 more',
      hint: `submit newer packages; to let it through, add to stagepost.yaml: guards: {allow: [{guard: downgrade, release: ${next}}]}`,
      cites: 'guards',
    });
    const allow = (release: ReleaseId) => ({
      ...aPolicy(),
      guards: someGuards({
        allowances: [{ guard: 'downgrade', release, at: { file: 'stagepost.yaml', line: 9, column: 7 } }],
      }),
    });
    expect(planFor(world, { ...desired, policy: allow(next) }).heldBack).toEqual([]);
    expect(planFor(world, { ...desired, policy: allow(old) }).heldBack).toHaveLength(1);
  });
});

describe('the guard against other bytes', () => {
  test('sees base, updates and stage rollout of a platform together', () => {
    const setting = asking(['lib 1.0-1', 'voms 4.2.0-1'], ['lib 1.0-1', 'argus 1.0-1'], { release: other });
    expect(refusals(setting)).toEqual([
      `${other}: 1 of its 2 packages come with other bytes under a name that clients know: lib-1.0-1.noarch of voms 4.2.0`,
    ]);
  });

  test('is about one platform of one major release, and has nothing against the same bytes', () => {
    const { world, desired } = asking(['lib 1.0-1'], ['lib 1.0-1'], { release: other });
    const shared = [...world.packages.values()][0] ?? [];
    const same = { ...world, packages: new Map([...world.packages].map(([digest]) => [digest, shared])) };
    expect(planFor(same, desired).heldBack).toEqual([]);
    const there = aDesiredRelease({ platforms: [debian12] }, way, 1);
    const elsewhere = untilQuiet(
      {
        ...emptyWorld,
        contents: new Map([
          [old, ['lib 1.0-1']],
          [other, ['lib 1.0-1']],
        ]),
      },
      aDesiredState([there], 4),
    );
    const asks = aDesiredRelease({ product: 'argus', version: '1.0.0', platforms: [el9] }, way, 5);
    const stays = aDesiredRelease({ platforms: [debian12] }, ['Production'], 4);
    expect(
      untilQuiet(elsewhere, aDesiredState([asks, stays], 9)).record.releases.get(other)?.observed,
    ).toEqual({
      state: 'Production',
    });
  });
});

describe('packages that cannot be read', () => {
  test('hold whoever would come, and nobody else', () => {
    const { world, desired } = asking(['voms 4.2.0-1'], ['voms 5.0.0-1']);
    const actual = actualStateOf(world, desired);
    for (const digest of actual.packages.keys()) {
      const packages = new Map([...actual.packages, [digest, unknown('no such file')] as const]);
      const plan = makePlan(desired, { ...actual, packages }, world.now);
      expect(plan.heldBack.map(({ verdict }) => verdict.kind)).toEqual(['cannot-tell']);
      expect(plan.actions.filter(({ kind }) => kind === 'publish-generation')).toEqual([]);
    }
    const nothing = makePlan(desired, { ...actual, packages: new Map() }, world.now);
    expect(nothing.heldBack.map(({ verdict }) => verdict.kind)).toEqual(['cannot-tell']);
  });

  test('are asked for only when somebody would move, and then with all that clients are offered', () => {
    const { world, desired } = asking(['voms 4.2.0-1'], ['voms 5.0.0-1']);
    const members = membersToKnow(desired, actualStateOf(world, desired), world.now);
    expect(members.map(({ release }) => release).sort()).toEqual([old, next]);
    const quiet = { ...desired, releases: desired.releases.filter(({ release }) => release.id === old) };
    expect(membersToKnow(quiet, actualStateOf(world, quiet), world.now)).toEqual([]);
  });

  test('are read once by digest, and again where reading failed', async () => {
    const { world, desired } = asking(['voms 4.2.0-1'], ['voms 5.0.0-1']);
    const actual: ActualState = { ...actualStateOf(world, desired), packages: new Map() };
    const members = membersToKnow(desired, actual, world.now);
    const read: string[] = [];
    let broken = true;
    const manifest = async ({ digest, release }: (typeof members)[number]) => {
      read.push(release);
      if (broken && release === old) throw new StagepostError({ code: 'pool-damaged', message: 'torn' });
      return { packages: world.packages.get(digest) ?? [], segments: [] };
    };
    const deps = {
      pool: { manifest: manifest as never },
      packages: new Map<never, readonly PooledPackage[]>(),
    };
    const first = await withPackages(deps as never, actual, members);
    expect([...first.packages.values()].map(({ kind }) => kind).sort()).toEqual(['known', 'unknown']);
    broken = false;
    const second = await withPackages(deps as never, actual, members);
    expect([...second.packages.values()].map(({ kind }) => kind)).toEqual(['known', 'known']);
    expect(read.sort()).toEqual([old, old, next]);
    expect(makePlan(desired, second, world.now).digest).toBe(planFor(world, desired).digest);
  });
});

test('a plan from the record decides the same as one from the host', () => {
  for (const entering of ['voms 4.1.0-1', 'voms 5.0.0-1', 'voms 4.2.0-1']) {
    const { world, desired } = asking(['voms 4.2.0-1'], [entering]);
    const inventories = [...world.pool.values()].map(
      ({ release, content, members }): [ReleaseId, Inventory] => {
        const platforms = members.map(({ platform, digest }) => ({
          platform,
          digest,
          packages: world.packages.get(digest) ?? [],
        }));
        return [release, { release, content, platforms }];
      },
    );
    const fromRecord = actualFromRecord(world.record, new Map(inventories));
    const there = makePlan(desired, { ...fromRecord, record: known(world.record) }, world.now);
    const here = planFor(world, desired);
    expect(there.digest).toBe(here.digest);
    expect(there.heldBack).toEqual(here.heldBack);
  }
});
