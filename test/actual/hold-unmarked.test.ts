import { describe, expect, test } from 'vitest';
import { holdUnmarked } from '../../src/actual/hold-unmarked.ts';
import type { ActualState } from '../../src/domain/actual-state.ts';
import { generationDigest } from '../../src/domain/generation.ts';
import { known } from '../../src/domain/observation.ts';
import { emptyRecord } from '../../src/domain/record.ts';
import { aGeneration, repositories } from '../builders/plan.ts';
import { fakeFiles, type Tree } from '../fakes/files.ts';

const { base } = repositories;
const first = aGeneration(base, 1);
const root = (path: string) => ({ path, url: 'https://repo.example.org' });
const roots = { unverified: root('/u'), 'stage-rollout': root('/s'), production: root('/p') };
const marks = {
  '/u/.stagepost-unverified': '',
  '/s/.stagepost-stage-rollout': '',
  '/state/.stagepost-state': '',
};
const record = {
  ...emptyRecord,
  generations: new Map([[base.key, { generation: first, rootFiles: new Map() }]]),
};
const lost: ActualState = {
  record: known(record),
  repositories: new Map([[base.key, known({ state: 'absent' })]]),
  pool: new Map(),
  readSince: new Map(),
  poolDamage: new Map(),
  unmarked: [],
  attempts: new Map(),
  packages: new Map(),
  installability: new Map(),
};

function held(tree: Tree, seen: ActualState): Promise<ActualState> {
  return holdUnmarked({ files: fakeFiles(tree), roots, state: '/state' }, seen);
}

describe('a root without its mark', () => {
  test('makes everything in it unknown when what was recorded is not there', async () => {
    const seen = await held(marks, lost);
    expect(seen.unmarked).toEqual([]);
    expect(seen.repositories.get(base.key)).toMatchObject({
      kind: 'unknown',
      reason: expect.stringContaining("mkdir -p '/p' && touch '/p/.stagepost-production'"),
    });
  });

  test('is only marked when what was recorded is there, or when nothing was recorded', async () => {
    const there = { state: 'published', generation: first, digest: generationDigest(first) } as const;
    const sound = {
      ...lost,
      repositories: new Map([[base.key, known({ ...there, damage: [], strange: [] })]]),
    };
    expect(await held(marks, sound)).toEqual({ ...sound, unmarked: ['production'] });
    const fresh = { ...lost, record: known(emptyRecord) };
    expect(await held({}, fresh)).toMatchObject({
      unmarked: ['unverified', 'stage-rollout', 'production', 'state'],
      repositories: fresh.repositories,
    });
  });

  test('is no question where the mark is: what is gone below it is gone', async () => {
    expect(await held({ ...marks, '/p/.stagepost-production': '' }, lost)).toEqual(lost);
  });
});
