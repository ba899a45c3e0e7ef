import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  majorOf,
  type PlatformKey,
  productOf,
  type ReleaseId,
  releaseFileOf,
  releaseIdOf,
  releaseIdOfFile,
  releaseTitle,
  splitPlatform,
} from '../../src/domain/release.ts';

const voms = { majorRelease: 'umd-5', product: 'voms', version: '4.2.0', submission: 1 };
const number = fc.nat({ max: 99 });
const anyRelease = fc.record({
  majorRelease: fc.stringMatching(/^[a-z][a-z0-9.-]{0,8}$/),
  product: fc.stringMatching(/^[A-Za-z][A-Za-z0-9._-]{0,12}$/),
  version: fc.tuple(number, number, number).map((numbers) => numbers.join('.')),
  submission: fc.integer({ min: 1, max: 12 }),
});

describe('the id of a release', () => {
  test('names its major release, product and version, and its submission from the second on', () => {
    expect(releaseIdOf(voms)).toBe('umd-5/voms-4.2.0');
    expect(releaseIdOf({ ...voms, submission: 2 })).toBe('umd-5/voms-4.2.0+2');
  });

  test('names the file, and the file names it', () => {
    fc.assert(
      fc.property(anyRelease, (release) => {
        const id = releaseIdOf(release);
        expect(releaseIdOfFile(releaseFileOf(id))).toBe(id);
        expect([majorOf(id), productOf(id)]).toEqual([release.majorRelease, release.product]);
      }),
    );
  });

  test.each([
    'releases/umd-5/voms-4.2.0.yml',
    'releases/voms-4.2.0.yaml',
    'releases/umd-5/voms-4.2.0.reports/ifca.yaml',
    'old/releases/umd-5/voms-4.2.0.yaml',
    'stagepost.yaml',
  ])('is not named by %s', (file) => {
    expect(releaseIdOfFile(file)).toBeUndefined();
  });
});

describe('the title of a release', () => {
  test.each([
    ['umd-5/voms-4.2.0', 'voms 4.2.0'],
    ['umd-5/voms-4.2.0+2', 'voms 4.2.0, submission 2'],
    ['umd-5/emi-ui-1.0.10', 'emi-ui 1.0.10'],
    ['umd-5/dcache-2-7.0.0', 'dcache-2 7.0.0'],
    ['umd-5/strange', 'strange'],
  ])('of %s is %s', (id, title) => {
    expect(releaseTitle(id as ReleaseId)).toBe(title);
  });
});

test('a platform key has two halves', () => {
  expect(splitPlatform('debian-12/amd64' as PlatformKey)).toEqual({ platform: 'debian-12', arch: 'amd64' });
});
