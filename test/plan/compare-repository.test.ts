import { describe, expect, test } from 'vitest';
import type { PublishedRepository } from '../../src/domain/actual-state.ts';
import { type Generation, generationDigest } from '../../src/domain/generation.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import { known, unknown } from '../../src/domain/observation.ts';
import { compareRepository, type RepositoryFacts } from '../../src/plan/compare-repository.ts';
import { aGeneration, aMember, argus, repositories, voms } from '../builders/plan.ts';
import { aMajorRelease } from '../builders/policy.ts';
import { noon } from '../builders/release.ts';

const { base, ofVoms } = repositories;
const third = aGeneration(base, 3, { members: [aMember(voms)] });
const fourth = aGeneration(base, 4, {
  members: [aMember(voms), aMember(argus)],
  previous: generationDigest(third),
});

function published(generation: Generation, damage: readonly string[] = []): PublishedRepository {
  return { state: 'published', generation, digest: generationDigest(generation), damage, strange: [] };
}

function facts(
  seen: PublishedRepository,
  recorded: Generation | null,
  parts: Partial<RepositoryFacts> = {},
): RepositoryFacts {
  const inside = (recorded ?? third).members.map(
    (member) => [member.release, { member, position: 1 }] as const,
  );
  return {
    repository: base,
    seen: known(seen),
    recorded: recorded === null ? null : { generation: recorded, rootFiles: new Map() },
    recordedDigest: recorded === null ? null : generationDigest(recorded),
    wanted: { inside: new Map(inside), asItIs: new Set() },
    movers: null,
    validDays: 14,
    drift: 'heal',
    frozen: new Set(),
    now: noon,
    stateOf: () => undefined,
    ...parts,
  };
}

const nobody = { inside: new Map(), asItIs: new Set<never>() };

describe('a repository', () => {
  test('that is as recorded and as wanted needs nothing', () => {
    expect(compareRepository(facts(published(third), third))).toEqual({ kind: 'same', unrecorded: null });
  });

  test('that cannot be read is left alone, and says why: unknown is not empty', () => {
    expect(
      compareRepository(
        facts(published(third), third, { seen: unknown('permission denied'), wanted: nobody }),
      ),
    ).toEqual({ kind: 'hold', sentence: 'permission denied' });
  });

  test('that is new is published, even when it is empty', () => {
    expect(compareRepository(facts({ state: 'absent' }, null, { wanted: nobody }))).toEqual({
      kind: 'publish',
      unrecorded: null,
      base: null,
      members: [],
    });
  });

  test('that is recorded and gone is restored', () => {
    expect(compareRepository(facts({ state: 'absent' }, third))).toEqual({
      kind: 'restore',
      generation: third,
      why: 'the published tree is gone',
      remove: [],
    });
  });

  test('that is damaged is restored, with the first damage and the number of others as the reason', () => {
    const damaged = published(third, ['repomd.xml is missing', 'primary.xml.gz has another size']);
    expect(compareRepository(facts(damaged, third))).toEqual({
      kind: 'restore',
      generation: third,
      why: 'repomd.xml is missing; 1 more',
      remove: [],
    });
  });

  test('that is damaged and must change is published anew instead', () => {
    const damaged = published(third, ['repomd.xml is missing']);
    expect(compareRepository(facts(damaged, third, { wanted: nobody }))).toMatchObject({
      kind: 'publish',
      members: [],
      base: { generation: third },
    });
  });

  test('whose successor an interrupted run published is only recorded', () => {
    const wanted = facts(published(fourth), fourth).wanted;
    expect(compareRepository(facts(published(fourth), third, { wanted }))).toEqual({
      kind: 'same',
      unrecorded: fourth,
    });
  });

  test('whose unrecorded successor is not what is wanted is recorded and then followed by another', () => {
    expect(compareRepository(facts(published(fourth), third))).toMatchObject({
      kind: 'publish',
      unrecorded: fourth,
      base: { generation: fourth },
      members: third.members,
    });
  });

  test('whose unrecorded successor is damaged goes back to what is recorded', () => {
    expect(compareRepository(facts(published(fourth, ['repomd.xml is missing']), third))).toEqual({
      kind: 'restore',
      generation: third,
      why: 'repomd.xml is missing',
      remove: [],
    });
  });

  test.each([
    ['an older one', aGeneration(base, 2)],
    [
      'another one of the same number',
      aGeneration(base, 3, { date: plusSeconds(noon, 5), members: third.members }),
    ],
    ['a later one that does not follow', aGeneration(base, 4, { members: third.members })],
    ['one that skips a number', { ...fourth, number: 5 }],
  ])('that shows %s instead of the recorded generation is restored', (_what, other) => {
    expect(compareRepository(facts(published(other), third))).toEqual({
      kind: 'restore',
      generation: third,
      why: 'another generation is published than the recorded one',
      remove: [],
    });
  });

  test('whose record was lost is believed and recorded', () => {
    expect(compareRepository(facts(published(third), null))).toEqual({ kind: 'same', unrecorded: third });
  });

  test('keeps the order of who stays, and takes in new members last in order of entry', () => {
    const [dpm, bdii] = ['umd-5/dpm-1.0.0', 'umd-5/bdii-1.0.0'].map((id) => aMember(id as typeof voms));
    if (dpm === undefined || bdii === undefined) throw new Error('two members');
    const wanted = {
      inside: new Map([
        [bdii.release, { member: bdii, position: 9 }],
        [dpm.release, { member: dpm, position: 7 }],
        [voms, { member: aMember(voms), position: 8 }],
      ]),
      asItIs: new Set([argus]),
    };
    const difference = compareRepository(facts(published(fourth), fourth, { wanted }));
    expect(difference.kind === 'publish' && difference.members.map(({ release }) => release)).toEqual([
      voms,
      argus,
      dpm.release,
      bdii.release,
    ]);
  });
});

describe('the private repository of a release', () => {
  const first = aGeneration(ofVoms, 1, { members: [aMember(voms)] });

  test('is removed when the release is wanted elsewhere, also where only the record knows of it', () => {
    const gone = { repository: ofVoms, wanted: nobody };
    expect(compareRepository(facts(published(first), first, gone))).toEqual({ kind: 'retire' });
    expect(compareRepository(facts({ state: 'absent' }, first, gone))).toEqual({ kind: 'retire' });
  });

  test('that never was needs nothing', () => {
    expect(
      compareRepository(facts({ state: 'absent' }, null, { repository: ofVoms, wanted: nobody })),
    ).toEqual({ kind: 'same', unrecorded: null });
  });
});

describe('apt metadata', () => {
  const apt = repositories.all.find(({ format }) => format === 'apt');
  if (apt === undefined) throw new Error('the sample major release has an apt platform');
  const { validDays } = aMajorRelease();
  const half = (validDays * 86_400) / 2;

  test.each([
    [half - 1, 'same'],
    [half, 'publish'],
  ])('%i seconds old gives %s: it is renewed when half of its life is over', (age, kind) => {
    const now = plusSeconds(noon, age);
    expect(compareRepository(facts(published(third), third, { repository: apt, now })).kind).toBe(kind);
  });

  test('is renewed, but yum metadata never grows old', () => {
    const now = plusSeconds(noon, 400 * 86_400);
    expect(compareRepository(facts(published(third), third, { now })).kind).toBe('same');
  });
});

describe('a repository that drifted', () => {
  const damaged = published(third, ['index.html is not ours']);
  const older: PublishedRepository = {
    state: 'strange',
    live: aGeneration(base, 2, { members: [aMember(argus)] }),
    digest: null,
    damage: ['generation 2 is live'],
    strange: ['generations/000009'],
  };

  test('is made right where policy heals, and what is not ours goes', () => {
    expect(compareRepository(facts(older, third))).toMatchObject({
      kind: 'restore',
      generation: third,
      remove: ['generations/000009'],
    });
  });

  test('waits until the pool has sound packages again, because nothing is made from others', () => {
    expect(compareRepository(facts(damaged, third, { frozen: new Set([voms]) }))).toEqual({
      kind: 'hold',
      sentence: `index.html is not ours; it is made again when the pool has ${voms} as fetched`,
    });
  });

  test('is only told of where policy observes, and git goes on all the same', () => {
    expect(compareRepository(facts(damaged, third, { drift: 'observe' }))).toEqual({
      kind: 'hold',
      sentence: 'it is not as it was published, and only observed: index.html is not ours',
    });
    const wanted = { inside: new Map(), asItIs: new Set<never>() };
    expect(compareRepository(facts(damaged, third, { drift: 'observe', wanted }))).toMatchObject({
      kind: 'publish',
      members: [],
    });
  });

  test('is held where policy adopts until git asks for what is live, and the edit is told that would agree', () => {
    const stateOf = (release: string) =>
      ({ state: release === voms ? 'StageRollout' : 'Production' }) as const;
    const nothing = { inside: new Map(), asItIs: new Set<never>() };
    const stage = { ...older, live: aGeneration(base, 2, { members: [] }) };
    const stageRollout = { repository: repositories.stageRollout, drift: 'adopt', stateOf } as const;
    expect(compareRepository(facts(stage, third, { ...stageRollout, wanted: nothing }))).toMatchObject({
      kind: 'publish',
      base: { generation: third },
      members: [],
    });
    expect(compareRepository(facts(stage, third, stageRollout))).toEqual({
      kind: 'hold',
      sentence: `it is not as it was published: generation 2 is live; git agrees with it after desiredState: Production or Rejected or NotPublished in releases/${voms}.yaml`,
    });
  });

  test('is told to have no such edit where the table knows none, or where nobody can tell what is live', () => {
    const stateOf = () => ({ state: 'Production' }) as const;
    const nothing = { inside: new Map(), asItIs: new Set<never>() };
    for (const seen of [older, damaged, { state: 'absent' } as const])
      expect(
        compareRepository(facts(seen, third, { drift: 'adopt', stateOf, wanted: nothing })),
      ).toMatchObject({
        kind: 'hold',
        sentence: expect.stringContaining('no edit of git agrees with it'),
      });
  });
});
