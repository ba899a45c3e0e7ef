import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Repomd, readRepomd, writeRepomd } from '../../src/formats/repomd.ts';

const digest = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));
const count = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const data = fc.record({
  type: fc.constantFrom('primary', 'filelists', 'other', 'updateinfo'),
  checksum: digest,
  openChecksum: digest,
  location: digest.map((hex) => `repodata/${hex}-primary.xml.gz`),
  timestamp: count,
  size: count,
  openSize: count,
});
const repomds = fc.record({
  revision: count,
  data: fc.uniqueArray(data, { selector: (entry) => entry.type }),
});

const primary = {
  type: 'primary',
  checksum: 'a'.repeat(64),
  openChecksum: 'b'.repeat(64),
  location: 'repodata/primary.xml.gz',
  timestamp: 1795349579,
  size: 1824,
  openSize: 8199,
};
const small: Repomd = { revision: 1795349579, data: [primary] };

describe('repomd.xml', () => {
  test('What is written is what createrepo_c writes.', () => {
    expect(writeRepomd(small)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<repomd xmlns="http://linux.duke.edu/metadata/repo" xmlns:rpm="http://linux.duke.edu/metadata/rpm">
  <revision>1795349579</revision>
  <data type="primary">
    <checksum type="sha256">${'a'.repeat(64)}</checksum>
    <open-checksum type="sha256">${'b'.repeat(64)}</open-checksum>
    <location href="repodata/primary.xml.gz"/>
    <timestamp>1795349579</timestamp>
    <size>1824</size>
    <open-size>8199</open-size>
  </data>
</repomd>
`);
  });

  test('Reading gives back what was written.', () => {
    fc.assert(
      fc.property(repomds, (repomd) => {
        expect(readRepomd(writeRepomd(repomd))).toEqual({ ok: true, value: repomd });
      }),
    );
  });

  test.each([
    ['a negative size', { size: -1 }],
    ['a fractional time', { timestamp: 1.5 }],
    ['a short digest', { checksum: 'abc' }],
    ['a path out of the repository', { location: '../primary.xml.gz' }],
    ['markup in the type', { type: 'a"><b' }],
  ])('Writing refuses %s.', (_fault, change) => {
    expect(() => writeRepomd({ revision: 1, data: [{ ...primary, ...change }] })).toThrow('repomd.xml');
  });

  test('Reading tells every problem at once.', () => {
    const broken = writeRepomd({ revision: 1, data: [primary, primary] })
      .replace('<revision>1<', '<revision>soon<')
      .replace('type="sha256">a', 'type="md5">a')
      .replace('<size>1824<', '<size>0x10<')
      .replace('href="repodata/', 'href="/etc/');
    expect(readRepomd(broken)).toEqual({
      ok: false,
      problems: [
        'line 2: revision is "soon", not a whole number',
        'line 4: the path "/etc/primary.xml.gz" is absolute or has an empty component',
        'line 4: checksum is not a SHA-256 digest of 64 lower-case hexadecimal digits',
        'line 4: size is "0x10", not a whole number',
        'the data type "primary" stands more than once',
      ],
    });
  });

  test('A file of another kind is refused.', () => {
    expect(readRepomd('<metalink><revision>1</revision></metalink>')).toEqual({
      ok: false,
      problems: ['line 1: the root element is "metalink", not repomd'],
    });
  });

  test('Elements and attributes that we do not need are left out.', () => {
    const more = writeRepomd(small).replace(
      '</revision>',
      '</revision><tags><distro cpeid="x">y</distro></tags>',
    );
    expect(readRepomd(more)).toEqual({ ok: true, value: small });
  });
});
