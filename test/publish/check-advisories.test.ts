import { describe, expect, test } from 'vitest';
import { type Sha256, sha256Of } from '../../src/domain/digest.ts';
import type { MemberManifest } from '../../src/domain/member.ts';
import type { PlatformKey, ReleaseId } from '../../src/domain/release.ts';
import { osvFile, osvLine, osvRecord } from '../../src/formats/osv.ts';
import { updateElement, updateinfoFooter, updateinfoHeader } from '../../src/formats/updateinfo.ts';
import { osvProblems, updateinfoProblems } from '../../src/publish/check-advisories.ts';
import { anAdvisory, aPooledPackage } from '../builders/advisory.ts';
import { fakeFiles } from '../fakes/files.ts';

const platform = 'el9/x86_64' as PlatformKey;
const release = 'umd-5/voms-4.2.0' as ReleaseId;
const packages = [aPooledPackage(), aPooledPackage({ name: 'voms-doc' })];
const files = packages.map(({ file }) => file);
const manifest: MemberManifest = {
  ...{ schemaVersion: 1, release, platform, format: 'yum', packages, segments: [] },
  advisories: [{ id: 'EGI-2026-14', files }],
};
const digest = sha256Of('manifest') as Sha256;
const contents = [{ member: { release, platform, digest, packages: 2 }, manifest }];

const update = (told = packages, id = 'EGI-2026-14') =>
  updateElement(anAdvisory({ id }), { collection: 'voms 4.2.0', packages: told });
const whole = (...elements: readonly string[]) =>
  `${updateinfoHeader}${elements.join('')}${updateinfoFooter}`;

describe('the second reader of updateinfo.xml', () => {
  test('has nothing against what the members have', () => {
    expect(updateinfoProblems(contents, whole(update()))).toEqual([]);
  });

  test.each([
    ['another advisory', whole(update(packages, 'EGI-2026-15')), /^updateinfo has EGI-2026-15 for/],
    ['an advisory too many', whole(update(), update()), /^updateinfo has 2 advisories; the members have 1$/],
    ['none at all', whole(), /^updateinfo has 0 advisories/],
    [
      'a package that is not in the repository',
      whole(update([...packages, aPooledPackage({ name: 'x' })])),
      /x-0:4/,
    ],
    [
      'a package too few',
      whole(update(packages.slice(1))),
      /where the members have .* voms-0:4\.2\.0-1\.noarch/,
    ],
    ['another version', whole(update().replace('version="4.2.0"', 'version="4.2.1"')), /voms-0:4\.2\.1-1/],
    ['no XML', 'x', /^updateinfo: /],
  ])('tells of %s', (_name, xml, says) => {
    expect(updateinfoProblems(contents, xml)).toEqual([expect.stringMatching(says)]);
  });
});

describe('the second reader of the OSV file', () => {
  const text = (told = packages) => osvFile([osvLine(osvRecord(anAdvisory(), { platform, packages: told }))]);
  const problemsOf = (found: string, other = found, promised = found) =>
    osvProblems(fakeFiles({ '/g/osv.json': found, '/g/hashed': other }), contents, {
      folder: '/g',
      names: ['osv.json', 'hashed'],
      promise: { size: Buffer.byteLength(promised), sha256: sha256Of(promised) },
    });

  test('has nothing against what the members have', async () => {
    expect(await problemsOf(text())).toEqual([]);
  });

  test('tells of other bytes than the root text promises, in either place', async () => {
    const says = ['osv.json or hashed is missing or has not the promised size and digest'];
    expect(await problemsOf(text(), text().replace('voms', 'vomz'))).toEqual(says);
    expect(await problemsOf(text(), text(), text().replace('voms', 'vomz'))).toEqual(says);
  });

  test('tells of a package that is not named, and of one that is in no member', async () => {
    expect(await problemsOf(text(packages.slice(1)))).toEqual([
      'osv.json has for EGI-2026-14 voms-doc; the members have voms, voms-doc',
    ]);
    expect(await problemsOf(osvFile([]))).toEqual([
      'osv.json has for EGI-2026-14 nothing; the members have voms, voms-doc',
    ]);
  });
});
