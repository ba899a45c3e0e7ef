import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRfc2822, writeRfc2822 } from '../../src/formats/apt-date.ts';
import { type AptRelease, readAptRelease, writeAptRelease } from '../../src/formats/apt-release.ts';

const release: AptRelease = {
  origin: 'Example Infrastructure',
  label: 'umd-5',
  suite: 'production',
  codename: 'debian-12',
  date: '2026-11-22T09:41:00Z',
  validUntil: '2026-12-02T09:41:00Z',
  architectures: ['amd64', 'arm64'],
  components: ['base', 'updates'],
  description: 'Production packages',
  files: [
    { path: 'base/binary-amd64/Packages', size: 4711, sha256: 'a'.repeat(64) },
    { path: 'base/binary-amd64/Packages.gz', size: 815, sha256: 'b'.repeat(64) },
  ],
};

const written = `Origin: Example Infrastructure
Label: umd-5
Suite: production
Codename: debian-12
Date: Sun, 22 Nov 2026 09:41:00 UTC
Valid-Until: Wed, 02 Dec 2026 09:41:00 UTC
Acquire-By-Hash: yes
Architectures: amd64 arm64
Components: base updates
Description: Production packages
SHA256:
 ${'a'.repeat(64)} 4711 base/binary-amd64/Packages
 ${'b'.repeat(64)} 815 base/binary-amd64/Packages.gz
`;

describe('Release files', () => {
  test('A Release file has the fields and dates that apt wants.', () => {
    expect(writeAptRelease(release)).toBe(written);
  });

  test('Reading gives back what was written.', () => {
    expect(readAptRelease(written)).toEqual({ ok: true, value: { ...release, acquireByHash: true } });
    const { validUntil: _none, ...endless } = release;
    const files: AptRelease['files'] = [];
    expect(readAptRelease(writeAptRelease({ ...endless, files }))).toEqual({
      ok: true,
      value: { ...endless, files, validUntil: undefined, acquireByHash: true },
    });
  });

  test.each<[string, Partial<AptRelease>]>([
    ['a second field in the label', { label: 'x\nValid-Until: never' }],
    ['a blank in an architecture', { architectures: ['amd64 evil'] }],
    ['no date', { date: 'yesterday' }],
    ['30 February', { date: '2026-02-30T00:00:00Z' }],
    ['a path out of the suite', { files: [{ path: '../Packages', size: 1, sha256: 'a'.repeat(64) }] }],
    ['a negative size', { files: [{ path: 'Packages', size: -1, sha256: 'a'.repeat(64) }] }],
    ['a digest that is none', { files: [{ path: 'Packages', size: 1, sha256: 'A'.repeat(64) }] }],
  ])('Writing refuses %s.', (_fault, change) => {
    expect(() => writeAptRelease({ ...release, ...change })).toThrow();
  });

  test('Every problem of a Release file is told at once.', () => {
    const broken = written
      .replace('Origin: Example Infrastructure\n', '')
      .replace('Sun, 22', 'Mon, 22')
      .replace(' 815 ', ' 0815 ')
      .replace('Packages\n', 'Packages.gz\n')
      .concat(` ${'c'.repeat(64)} 1 base/Contents all\n`);
    expect(readAptRelease(broken)).toEqual({
      ok: false,
      problems: [
        'the field Origin is missing',
        'Date is "Mon, 22 Nov 2026 09:41:00 UTC", not a date such as Sun, 22 Nov 2026 09:41:00 UTC',
        expect.stringMatching(/^SHA256 has the line .* 0815 .*: the size is not a whole number of bytes$/),
        expect.stringMatching(/^SHA256 has the line .* there is more than a digest, a size and a path$/),
        'SHA256 lists "base/binary-amd64/Packages.gz" twice',
      ],
    });
  });

  test.each(['', `${written}\n${written}`])('A text of no stanza or of two is no Release file.', (text) => {
    expect(readAptRelease(text)).toMatchObject({ ok: false });
  });

  test('Any date survives writing and reading.', () => {
    const dates = fc.date({ min: new Date(0), max: new Date('2999-12-31T00:00:00Z'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, (date) => {
        const iso = date.toISOString();
        expect(readRfc2822(writeRfc2822(iso))).toBe(`${iso.slice(0, 19)}Z`);
      }),
    );
  });

  test.each([
    ['Sun, 22 Nov 2026 12:12:59 +0000', '2026-11-22T12:12:59Z'],
    ['Wed,  2 Dec 2026 09:41:00 UTC', undefined],
    ['Wed, 2 Dec 2026 09:41:00 GMT', '2026-12-02T09:41:00Z'],
    ['Mon, 30 Feb 2026 00:00:00 UTC', undefined],
    ['Sun, 22 Nov 2026 12:12:59 +0100', undefined],
    ['Sun, 22 Nov 2026 25:00:00 UTC', undefined],
    ['2026-11-22T12:12:59Z', undefined],
  ])('The date %j is read as %s.', (text, iso) => {
    expect(readRfc2822(text)).toBe(iso);
  });
});
