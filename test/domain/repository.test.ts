import { describe, expect, test } from 'vitest';
import {
  areaOf,
  fillTemplate,
  sharedRepositoriesOf,
  unverifiedRepository,
} from '../../src/domain/repository.ts';
import { aMajorRelease } from '../builders/policy.ts';
import { aRelease } from '../builders/release.ts';

const umd5 = aMajorRelease();

describe('the repositories of a major release', () => {
  test('are production base and updates and stage rollout, for each platform, each under its own path', () => {
    expect(sharedRepositoriesOf(umd5).map(({ key, path, title }) => ({ key, path, title }))).toEqual([
      {
        key: 'production/umd-5/el9/x86_64/base',
        path: 'umd-5/el9/x86_64/base',
        title: 'production umd-5 el9/x86_64 base',
      },
      {
        key: 'production/umd-5/el9/x86_64/updates',
        path: 'umd-5/el9/x86_64/updates',
        title: 'production umd-5 el9/x86_64 updates',
      },
      {
        key: 'stage-rollout/umd-5/el9/x86_64',
        path: 'umd-5/el9/x86_64',
        title: 'stage-rollout umd-5 el9/x86_64',
      },
      {
        key: 'production/umd-5/debian-12/amd64/base',
        path: 'umd-5/debian-12/amd64/base',
        title: 'production umd-5 debian-12/amd64 base',
      },
      {
        key: 'production/umd-5/debian-12/amd64/updates',
        path: 'umd-5/debian-12/amd64/updates',
        title: 'production umd-5 debian-12/amd64 updates',
      },
      {
        key: 'stage-rollout/umd-5/debian-12/amd64',
        path: 'umd-5/debian-12/amd64',
        title: 'stage-rollout umd-5 debian-12/amd64',
      },
    ]);
  });

  test('have the format of their platform, and a suite where it is apt', () => {
    const formats = sharedRepositoriesOf(umd5).map(
      ({ platform, format, suite }) => `${platform} ${format} ${suite}`,
    );
    expect([...new Set(formats)]).toEqual(['el9/x86_64 yum ', 'debian-12/amd64 apt debian-12']);
  });
});

describe('the private repository of a release', () => {
  test.each([
    [1, 'unverified/umd-5/voms-4.2.0/el9/x86_64', 'emi.voms/4.2.0/el9/x86_64'],
    [2, 'unverified/umd-5/voms-4.2.0+2/el9/x86_64', 'emi.voms/4.2.0+2/el9/x86_64'],
  ])('of submission %i has a key and a path of its own', (submission, key, path) => {
    const [platform] = umd5.platforms;
    const release = aRelease();
    const id = (submission === 1 ? release.id : `${release.id}+2`) as typeof release.id;
    if (platform === undefined) throw new Error('the sample major release has platforms');
    const repository = unverifiedRepository(umd5, platform, {
      ...release,
      id,
      content: { ...release.content, submission },
    });
    expect(repository).toMatchObject({ key, path, stage: 'unverified', release: id, area: null });
  });
});

test.each([
  ['NonIncremental', 'base'],
  ['Incremental', 'updates'],
] as const)('%s releases form %s', (type, area) => {
  expect(areaOf(type)).toBe(area);
});

test('a placeholder without a value stays where it is, so that it is found', () => {
  expect(fillTemplate('{major}/{nothing}/{major}', { major: 'umd-5' })).toBe('umd-5/{nothing}/umd-5');
});
