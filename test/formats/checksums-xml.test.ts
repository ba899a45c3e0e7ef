import { describe, expect, test } from 'vitest';
import { readChecksumsXml } from '../../src/formats/checksums-xml.ts';

const digest = 'ab'.repeat(32);
const read = (text: string) => readChecksumsXml(new TextEncoder().encode(text));
const file = (path: string, rest = `size="123" sha256="${digest}"`) => `  <file path="${path}" ${rest}/>\n`;
const manifest = (files: string) =>
  `<checksums xmlns="urn:stagepost:checksums:1" schemaVersion="1">\n${files}</checksums>\n`;

function problemsOf(text: string): readonly string[] {
  const result = read(text);
  return result.ok ? [] : result.problems;
}

describe('checksums.xml', () => {
  test('Every file is read with its path, size and digest.', () => {
    const paths = ['el9/x86_64/a-1.0~rc1^2-1.x86_64.rpm', 'debian-12/b_1+2:3_all.deb', 'release.xml'];
    expect(
      read(`<?xml version="1.0" encoding="UTF-8"?>\n${manifest(paths.map((path) => file(path)).join(''))}`),
    ).toEqual({
      ok: true,
      value: paths.map((path) => ({ path, size: 123, sha256: digest })),
    });
  });

  test.each([
    '/etc/passwd',
    '../a.rpm',
    'el9/../../a.rpm',
    'el9//a.rpm',
    'el9/./a.rpm',
    'el9/',
    '',
    '.hidden',
    '-rf',
    'a b.rpm',
    'a\\b.rpm',
    'a%2e%2e.rpm',
    'a&#10;b.rpm',
    'ä.rpm',
    'a;b',
    'a$(b)',
    `${'x'.repeat(252)}.rpm`,
  ])('The path %j is refused.', (path) => {
    expect(problemsOf(manifest(file(path)))).toEqual([expect.stringMatching(/^line 2: the path/)]);
  });

  test('A component of 255 bytes is accepted.', () => {
    expect(read(manifest(file(`el9/${'x'.repeat(255)}`))).ok).toBe(true);
  });

  test.each(['007', '-1', '+1', '1e3', '0x10', '1.0', ' 1', '', '9007199254740992', '99999999999999999999'])(
    'The size %j is refused.',
    (size) => {
      expect(problemsOf(manifest(file('a.rpm', `size="${size}" sha256="${digest}"`)))).toEqual([
        `line 2: file "a.rpm": the size "${size}" is not a whole number of bytes without leading zeros`,
      ]);
    },
  );

  test.each(['0', '9007199254740991'])('The size %s is accepted.', (size) => {
    expect(read(manifest(file('a.rpm', `size="${size}" sha256="${digest}"`)))).toMatchObject({
      ok: true,
      value: [{ size: Number(size) }],
    });
  });

  test('All problems are told at once, each with its line and path.', () => {
    const files = [
      file('a.rpm', `size="1" sha256="${digest.toUpperCase()}"`),
      file('b.rpm', `size="1" md5="${'0'.repeat(32)}"`),
      file('A.rpm'),
      file('c.rpm', `size="1" sha256="abc" sha1="${'0'.repeat(40)}" mode="755"`),
      `  <file size="1" sha256="${digest}"/>\n`,
      '  <folder/>\n',
      file('b.rpm'),
      file('c.rpm/d.rpm'),
      `  <file path="e.rpm" size="1" sha256="${digest}">x<y/></file>\n`,
      file('f.rpm', ''),
    ];
    expect(problemsOf(manifest(files.join('')))).toEqual([
      'line 7: unknown element "folder"; only file is known here',
      'line 2: file "a.rpm": sha256 has upper-case digits; write them in lower case',
      'line 3: file "b.rpm": md5 is refused: weak digests are not read, only sha256',
      'line 3: file "b.rpm": file has no sha256',
      'line 5: file "c.rpm": sha1 is refused: weak digests are not read, only sha256',
      'line 5: file "c.rpm": unknown attribute "mode"',
      'line 5: file "c.rpm": sha256 is "abc", not 64 lower-case hexadecimal digits',
      'line 6: file has no path',
      'line 10: file "e.rpm": unexpected text "x" in file',
      'line 10: file "e.rpm": unknown element "y" inside file',
      'line 11: file "f.rpm": file has no size',
      'line 11: file "f.rpm": file has no sha256',
      'line 4: file "A.rpm": differs only by case from "a.rpm" in line 2',
      'line 8: file "b.rpm": stands already in line 3',
      'line 9: file "c.rpm/d.rpm": "c.rpm" is listed as a file',
    ]);
  });

  test('A root of another kind, namespace or version is refused.', () => {
    expect(
      problemsOf(`<sums xmlns="urn:x" schemaVersion="2" made="now">text${file('a.rpm')}</sums>`),
    ).toEqual([
      'line 1: the root element is not checksums',
      'line 1: checksums does not say xmlns="urn:stagepost:checksums:1"',
      'line 1: schemaVersion is "2"; the one that is read is "1"',
      'line 1: unknown attribute "made"',
      'line 1: unexpected text "text" in sums',
    ]);
  });

  test('Elements with a prefix are not those of the manifest.', () => {
    const prefixed = manifest(file('a.rpm'))
      .replace('<file', '<c:file')
      .replaceAll('checksums ', 'c:checksums ');
    expect(problemsOf(prefixed.replace('</checksums>', '</c:checksums>'))).toEqual([
      'line 1: the root element is not checksums',
      'line 2: unknown element "c:file"; only file is known here',
      'line 1: the manifest lists no file',
    ]);
  });

  test('A manifest lists at least one file and at most 20000.', () => {
    const many = (count: number) =>
      manifest(Array.from({ length: count }, (_none, at) => file(`p${at}`)).join(''));
    expect(problemsOf(many(0))).toEqual(['line 1: the manifest lists no file']);
    expect(read(many(20_000))).toMatchObject({ ok: true });
    expect(problemsOf(many(20_001))).toEqual([
      'line 1: the manifest lists 20001 files; at most 20000 are read',
    ]);
  });

  test('A manifest above 8 MiB is not read.', () => {
    expect(problemsOf(manifest(' '.repeat(8 * 1024 * 1024)))).toEqual([
      expect.stringContaining('at most 8388608 are read'),
    ]);
  });

  test('A DOCTYPE is refused before anything is parsed.', () => {
    expect(problemsOf(`<!DOCTYPE checksums [<!ENTITY a "b">]>${manifest(file('&a;'))}`)).toEqual([
      expect.stringContaining('<!DOCTYPE is refused'),
    ]);
  });
});
