import { expect, test } from 'vitest';
import type { Instant } from '../../src/domain/instant.ts';
import { withParts } from '../../src/domain/major-release.ts';
import { sharedRepositoriesOf } from '../../src/domain/repository.ts';
import type { Pool } from '../../src/ports/pool.ts';
import { aptMetadata } from '../../src/publish/apt/apt-metadata.ts';
import { aMajorRelease } from '../builders/policy.ts';

test('A repository of debug packages has the architecture that its clients have.', async () => {
  const parts = { source: 'leave-out', debug: 'area' } as const;
  const platforms = withParts(aMajorRelease().platforms, parts);
  const all = sharedRepositoriesOf(aMajorRelease({ parts, platforms }));
  const found = all.find(({ key }) => key === 'production/umd-5/debian-12/amd64-debug/updates');
  if (found === undefined) throw new Error('there is no such repository');
  expect(found.path).toBe('umd-5/debian-12/amd64-debug/updates');
  const date = '2026-11-22T12:00:00Z' as Instant;
  const made = await aptMetadata({} as Pool, [], { repository: found, date, validDays: 14 });
  expect(made.rootText).toContain('\nArchitectures: amd64\n');
  expect([...made.files.keys()][0]).toBe('dists/debian-12/main/binary-amd64/Packages.gz');
});
