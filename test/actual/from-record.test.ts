import { expect, test } from 'vitest';
import { actualFromRecord } from '../../src/actual/from-record.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import { generationDigest } from '../../src/domain/generation.ts';
import { emptyRecord, type Inventory } from '../../src/domain/record.ts';
import { aGeneration, aMember, argus, repositories, voms } from '../builders/plan.ts';
import { el9 } from '../builders/policy.ts';

const generation = aGeneration(repositories.base, 3, { members: [aMember(voms)] });
const record = {
  ...emptyRecord,
  generations: new Map([[repositories.base.key, { generation, rootFiles: new Map() }]]),
};

const inventory: Inventory = {
  release: voms,
  content: sha256Of('content'),
  platforms: [
    {
      platform: el9,
      digest: sha256Of('manifest'),
      packages: ['voms-admin', 'voms-clients'].map((name) => ({
        name,
        epoch: '0',
        version: '4.2.0',
        release: '1.el9',
        arch: 'noarch',
        file: `${name}-4.2.0-1.el9.noarch.rpm`,
        size: 1,
        sha256: sha256Of(name),
      })),
    },
  ],
};

test('what was recorded last is taken as published, sound and whole', () => {
  const actual = actualFromRecord(record, new Map());
  expect(actual.record).toEqual({ kind: 'known', value: record });
  expect([...actual.repositories]).toEqual([
    [
      repositories.base.key,
      {
        kind: 'known',
        value: {
          state: 'published',
          generation,
          digest: generationDigest(generation),
          damage: [],
          strange: [],
        },
      },
    ],
  ]);
});

test('an inventory stands for what the pool holds, and none for nothing', () => {
  const { pool } = actualFromRecord(record, new Map([[voms, inventory]]));
  expect(pool.has(argus)).toBe(false);
  expect(pool.get(voms)).toEqual({
    kind: 'known',
    value: {
      release: voms,
      content: sha256Of('content'),
      members: [{ release: voms, platform: el9, digest: sha256Of('manifest'), packages: 2 }],
    },
  });
});

test('no attempt is waiting, because attempts are no part of the record', () => {
  expect(actualFromRecord(record, new Map()).attempts.size).toBe(0);
});
