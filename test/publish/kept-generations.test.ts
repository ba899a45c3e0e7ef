import { describe, expect, test } from 'vitest';
import { generationFolder, generationText } from '../../src/domain/generation.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { Repository, RepositoryKey } from '../../src/domain/repository.ts';
import { generationsBefore } from '../../src/publish/kept-generations.ts';
import { placeOf } from '../../src/publish/place.ts';
import { aGeneration } from '../builders/plan.ts';
import { fakeFiles } from '../fakes/files.ts';

const repository: Repository = {
  key: 'production/umd-5/el9/x86_64/base' as RepositoryKey,
  release: null,
  stage: 'production',
  majorRelease: 'umd-5',
  platform: 'el9/x86_64' as Repository['platform'],
  area: 'base',
  format: 'yum',
  suite: '',
  path: 'umd-5/el9/x86_64/base',
  title: 'production umd-5 el9/x86_64 base',
};
const place = placeOf(repository, { path: '/srv/sw', url: 'https://example.org/sw' });

// Each was live until the date of the next one.
const dates = ['01-01', '03-01', '03-20', '03-25', '03-31'].map((day) => `2026-${day}T12:00:00Z` as Instant);
const all = dates.map((date, at) => aGeneration(repository, at + 1, { date }));

async function keptAt(
  { keepGenerations, keepDays }: { readonly keepGenerations: number; readonly keepDays: number },
  damaged: readonly number[] = [],
): Promise<readonly number[]> {
  const [generation = aGeneration(repository, 5), ...earlier] = [...all].reverse();
  const entries = earlier.map((each) => {
    const text = damaged.includes(each.number) ? 'damaged' : generationText(each);
    return [`${place.generations}/${generationFolder(each.number)}/generation.json`, text];
  });
  const files = fakeFiles(Object.fromEntries(entries));
  const { kept, old } = await generationsBefore(files, place, { generation, keepGenerations, keepDays });
  expect([...kept, ...old].map(({ number }) => number)).toEqual([4, 3, 2, 1]);
  return kept.map(({ number }) => number);
}

describe('of the generations before the one of 31 March', () => {
  test.each([
    { keepGenerations: 2, keepDays: 0, kept: [4], why: 'the number alone decides without days' },
    { keepGenerations: 2, keepDays: 6, kept: [4], why: 'it was live until six days before, to the second' },
    { keepGenerations: 2, keepDays: 7, kept: [4, 3], why: 'one that was live six days before stays' },
    { keepGenerations: 2, keepDays: 12, kept: [4, 3, 2], why: 'one that began long before that stays, too' },
    { keepGenerations: 4, keepDays: 7, kept: [4, 3, 2], why: 'days take nothing from the number' },
    { keepGenerations: 2, keepDays: 3650, kept: [4, 3, 2, 1], why: 'all are as young as that' },
    { keepGenerations: 1, keepDays: 0, kept: [], why: 'only the live one is wanted' },
  ])('with a number of $keepGenerations and $keepDays days $kept stay: $why', async ({ kept, ...policy }) => {
    expect(await keptAt(policy)).toEqual(kept);
  });

  test('one whose end cannot be read stays rather than goes', async () => {
    // Nobody knows when the fourth took the place of the third, only that it was before the fifth.
    expect(await keptAt({ keepGenerations: 2, keepDays: 1 })).toEqual([4]);
    expect(await keptAt({ keepGenerations: 2, keepDays: 1 }, [4])).toEqual([4, 3]);
  });
});
