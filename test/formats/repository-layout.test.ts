import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generationFolder } from '../../src/domain/generation.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import {
  digestInName,
  folderOfTarget,
  liveTarget,
  numberOfFolder,
  packagesFolder,
  rootFolder,
} from '../../src/formats/repository-layout.ts';

test('the number of a generation is found again in its folder and in the live link', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1 }), fc.constantFrom('yum' as const, 'apt' as const), (number, format) => {
      expect(numberOfFolder(generationFolder(number))).toBe(number);
      expect(folderOfTarget(format, liveTarget(format, number))).toBe(generationFolder(number));
    }),
  );
});

test('a name that no generation has is no number', () => {
  for (const name of ['', '0', '000000', '42', '0000042', '00004x', '.building-000042', '-00042'])
    expect(numberOfFolder(name)).toBeUndefined();
});

test('a link that leads anywhere else is not taken for ours', () => {
  const targets = [
    'generations/000042/dists',
    '/generations/000042/repodata',
    'generations/../repodata',
    'generations//repodata',
    'generations/000042/repodata/',
    'generations/000042',
    'repodata',
  ];
  for (const target of targets) expect(folderOfTarget('yum', target)).toBeUndefined();
});

test('packages stand below the folder of their release, and root files where clients look for them', () => {
  expect(packagesFolder('yum', 'umd-5/voms-4.2.0' as ReleaseId)).toBe('pkgs/umd-5/voms-4.2.0');
  expect(packagesFolder('apt')).toBe('pool');
  expect(rootFolder({ format: 'apt', suite: 'bookworm' })).toBe('dists/bookworm');
  expect(rootFolder({ format: 'yum', suite: '' })).toBe('repodata');
});

test('a file that may stand beside those of other generations says its digest in its name', () => {
  const digest = 'a'.repeat(64);
  const named = ['-primary.xml.gz', '-updateinfo.xml.gz', '-osv.json'].map(
    (end) => `repodata/${digest}${end}`,
  );
  for (const path of [...named, `dists/bookworm/by-hash/SHA256/${digest}`])
    expect(digestInName(path)).toBe(digest);
  for (const path of ['repodata/osv.json', 'repodata/repomd.xml', `repodata/${digest}-other.json`, digest])
    expect(digestInName(path)).toBeUndefined();
});
