import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readPackagesIndex } from '../../src/formats/packages-index.ts';
import { readProviderRelease } from '../../src/formats/provider-release.ts';
import { readProviderRepomd } from '../../src/formats/provider-repomd.ts';
import { unpackMetadata } from '../../src/formats/unpack-metadata.ts';

const digest = 'a'.repeat(64);
const repomd = `<?xml version="1.0" encoding="UTF-8"?>
<repomd xmlns="http://linux.duke.edu/metadata/repo">
  <revision>made by hand</revision>
  <data type="group"><checksum type="sha1">x</checksum><location href="../comps.xml"/></data>
  <data type="primary"><checksum type="sha256">${digest}</checksum><location href="repodata/primary.xml.gz"/><timestamp>1.5</timestamp><size>12</size></data>
</repomd>
`;
const release = `Origin: Example
MD5Sum:
 d41d8cd98f00b204e9800998ecf8427e 0 main/binary-amd64/Packages
SHA256:
 ${digest} 12 main/binary-amd64/Packages.gz
`;

function problemsOf(found: {
  readonly ok: boolean;
  readonly problems?: readonly string[];
}): readonly string[] {
  return found.problems ?? [];
}

describe('repomd.xml of a provider', () => {
  test('is read for its primary metadata alone, whatever the rest is like.', () => {
    const value = { path: 'repodata/primary.xml.gz', size: 12, sha256: digest };
    expect(readProviderRepomd(repomd)).toEqual({ ok: true, value });
  });

  test.each([
    [
      'a weak checksum',
      'type="sha256"',
      'type="sha"',
      'line 5: the checksum is of the type "sha"; only sha256 is read',
    ],
    [
      'a checksum in upper case',
      digest,
      digest.toUpperCase(),
      'line 5: the checksum is not 64 lower-case hexadecimal digits',
    ],
    [
      'a path that leads out',
      'repodata/primary',
      '../../primary',
      'line 5: the path "../../primary.xml.gz" has',
    ],
    [
      'an absolute path',
      'repodata/primary',
      '/repodata/primary',
      'line 5: the path "/repodata/primary.xml.gz" is absolute',
    ],
    ['an encoded path', 'repodata/primary', '%2e%2e/primary', 'line 5: the path "%2e%2e/primary.xml.gz" has'],
    [
      'another base',
      'location href="repodata',
      'location xml:base="http://evil.example" href="repodata',
      'line 5: xml:base leads elsewhere',
    ],
    [
      'no primary metadata',
      'type="primary"',
      'type="other"',
      'there is one data element of the type "primary", here are 0',
    ],
    ['no size', '<size>12</size>', '', 'line 5: size is not a whole number'],
    ['another root', /repomd(?=[ >])/g, 'metadata', 'line 2: the root element is "metadata", not repomd'],
  ])('with %s is refused.', (_what, from, to, start) => {
    const [problem = ''] = problemsOf(readProviderRepomd(repomd.replaceAll(from, to)));
    expect(problem.slice(0, start.length)).toBe(start);
  });
});

describe('Release of a provider', () => {
  const signed = `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n- -dashed: yes\n${release}-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----\n`;

  test.each([
    ['Release', release],
    ['InRelease', signed.replace('- -dashed: yes\n', '')],
  ])('is read as %s for its SHA-256 digests alone.', (_name, text) => {
    const value = [{ path: 'main/binary-amd64/Packages.gz', size: 12, sha256: digest }];
    expect(readProviderRelease(text)).toEqual({ ok: true, value });
  });

  test.each([
    [
      'only weak digests',
      release.replace(/SHA256:[\s\S]+/, ''),
      'there is no SHA256; only that is read, and not MD5Sum',
    ],
    [
      'a path that leads out',
      release.replace('main/binary-amd64/Packages.gz', '../Packages.gz'),
      'SHA256 has the line',
    ],
    ['a line of another form', release.replace(' 12 ', ' twelve '), 'SHA256 has the line'],
    ['two stanzas', `${release}\nA: b\n`, 'a Release file has one stanza, this one has 2'],
    ['a signature before its text', signed.replace('\n\n', '\n'), 'the signature does not follow'],
    ['an escaped dash, which no field begins with', signed, 'line 1:'],
  ])('with %s is refused.', (_what, text, start) => {
    const [problem = ''] = problemsOf(readProviderRelease(text));
    expect(problem.slice(0, start.length)).toBe(start);
  });
});

describe('Packages of a provider', () => {
  const stanza = `Package: voms\nVersion: 1:4.2.0-1\nArchitecture: all\nFilename: ./voms_4.2.0-1_all.deb\nSize: 3\nSHA256: ${digest}\n`;

  test('may end as it likes, and may write paths of a flat repository.', () => {
    const found = readPackagesIndex(stanza);
    expect(found).toMatchObject({ ok: true, value: [{ filename: 'voms_4.2.0-1_all.deb', size: 3 }] });
    expect(readPackagesIndex(`${stanza}\n\n`)).toEqual(found);
    expect(readPackagesIndex('')).toEqual({ ok: true, value: [] });
  });

  test.each([['../voms.deb'], ['././voms.deb'], ['/voms.deb'], ['a/%2e%2e/voms.deb'], ['pool//voms.deb']])(
    'never has the path %s.',
    (path) => {
      const found = readPackagesIndex(stanza.replace('./voms_4.2.0-1_all.deb', path));
      expect(problemsOf(found)[0]).toMatch(/^stanza 1 \(voms\): the path /);
    },
  );

  test('with weak digests alone is refused.', () => {
    const found = readPackagesIndex(stanza.replace('SHA256', 'MD5sum'));
    expect(problemsOf(found)).toEqual(['stanza 1 (voms): the field SHA256 is missing or empty']);
  });
});

describe('Compressed metadata', () => {
  const text = 'größer\n';

  test.each([
    ['primary.xml.gz', gzipSync(text)],
    ['primary.xml.zst', zstdCompressSync(text)],
    ['primary.xml', Buffer.from(text)],
    ['Packages', Buffer.from(text)],
  ])('%s is unpacked.', (name, bytes) => {
    expect(unpackMetadata(name, bytes)).toEqual({ ok: true, value: text });
  });

  const zeros = Buffer.alloc(2_000_000);
  test.each([
    ['that grows more than a hundredfold', 'a.gz', gzipSync(zeros), '"a.gz" unpacks to more than'],
    ['that grows so in zstd', 'a.zst', zstdCompressSync(zeros), '"a.zst" unpacks to more than'],
    [
      'that is cut off',
      'a.gz',
      gzipSync(text).subarray(0, 20),
      '"a.gz" cannot be unpacked; it is cut off or no gz file',
    ],
    [
      'that is cut off in zstd',
      'a.zst',
      zstdCompressSync(text).subarray(0, 12),
      '"a.zst" cannot be unpacked',
    ],
    [
      'in a form that is not read',
      'a.xz',
      Buffer.from('x'),
      '"a.xz" cannot be unpacked; what can is gz and zst',
    ],
    ['in another encoding', 'a', Buffer.from([0xff, 0xfe, 0x41]), '"a" is not UTF-8'],
  ])('%s is refused.', (_what, name, bytes, start) => {
    const [problem = ''] = problemsOf(unpackMetadata(name, bytes));
    expect(problem.slice(0, start.length)).toBe(start);
  });
});
