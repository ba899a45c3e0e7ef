import { describe, expect, test } from 'vitest';
import { readChecksumLines } from '../../src/formats/checksum-lines.ts';
import { manifestForm, readManifest } from '../../src/formats/read-manifest.ts';

const digest = 'ab'.repeat(32);
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readChecksumLines(bytes(text));

function problemsOf(text: string): readonly string[] {
  const result = read(text);
  return result.ok ? [] : result.problems;
}

describe('SHA256SUMS', () => {
  test('Text, binary and tagged lines are read, comments are passed over, and no size is known.', () => {
    const text = `# by hand\n${digest}  el9/a.rpm\n${digest} *b.rpm\nSHA256 (c (1).rpm) = ${digest}\n${digest}  ./d.rpm`;
    expect(read(text.replace('c (1)', 'c'))).toEqual({
      ok: true,
      value: ['el9/a.rpm', 'b.rpm', 'c.rpm', 'd.rpm'].map((path) => ({ path, size: null, sha256: digest })),
    });
    expect(problemsOf(text)).toEqual([expect.stringMatching(/^line 4: the path "c \(1\).rpm"/)]);
  });

  test.each([
    '/etc/passwd',
    '//host/a.rpm',
    '../a.rpm',
    'el9/../../a.rpm',
    'el9//a.rpm',
    'el9/./a.rpm',
    '././a.rpm',
    './/a.rpm',
    'el9/',
    '.hidden',
    '-rf',
    'a b.rpm',
    'a\\b.rpm',
    'a%2e%2e.rpm',
    '%2e%2e/a.rpm',
    '%2Fetc%2Fpasswd',
    'a\u0000b.rpm',
    'ä.rpm',
    '\u202ea.rpm',
    '*a.rpm',
    ' a.rpm',
    'a;b',
    'a$(b)',
    `${'x'.repeat(252)}.rpm`,
  ])('The path %j is refused in every form.', (path) => {
    const lines = [`${digest}  ${path}`, `${digest} *${path}`, `SHA256 (${path}) = ${digest}`];
    for (const line of lines) expect(problemsOf(line)).toEqual([expect.stringMatching(/^line 1: the path/)]);
  });

  test.each([
    ['\\\\', 'a\\\\b.rpm'],
    ['\\n', 'a\\nb.rpm'],
    ['\\r', 'a\\rb.rpm'],
  ])('The escape %s is read as sha256sum means it, and the path is refused then.', (_escape, name) => {
    const meant = JSON.stringify(
      name.replace(/\\(.)/, (_all, c) => ({ n: '\n', r: '\r' })[c as 'n'] ?? '\\'),
    );
    for (const line of [`\\${digest}  ${name}`, `\\SHA256 (${name}) = ${digest}`])
      expect(problemsOf(line)[0]).toContain(`the path ${meant} has the component`);
  });

  test('All problems are told at once, each with its line and path.', () => {
    const lines = [
      `${'0'.repeat(32)}  md5.rpm`,
      `${'0'.repeat(40)}  sha1.rpm`,
      `${'0'.repeat(128)}  sha512.rpm`,
      `MD5 (tagged.rpm) = ${'0'.repeat(32)}`,
      `BLAKE2b (blake.rpm) = ${digest}`,
      `${digest.toUpperCase()}  upper.rpm`,
      `${digest.slice(1)}  short.rpm`,
      `${digest} one-space.rpm`,
      'no digest at all',
      '',
      `${digest}  crlf.rpm\r`,
      `\\${digest}  a\\tb.rpm`,
      `${digest}  twice.rpm`,
      `${digest} *./twice.rpm`,
      `${digest}  Twice.rpm`,
      `${digest}  twice.rpm/under.rpm`,
    ];
    const needed = 'is not read; needed are SHA-256 digests of 64 digits, as sha256sum prints them';
    const shape = 'is not a line of sha256sum: digest, space, space or *, name';
    expect(problemsOf(`${lines.join('\n')}\n`)).toEqual([
      `line 1: file "md5.rpm": md5 ${needed}`,
      `line 2: file "sha1.rpm": sha1 ${needed}`,
      `line 3: file "sha512.rpm": sha512 ${needed}`,
      `line 4: file "tagged.rpm": MD5 ${needed}`,
      `line 5: file "blake.rpm": BLAKE2b ${needed}`,
      'line 6: file "upper.rpm": sha256 has upper-case digits; write them in lower case',
      `line 7: file "short.rpm": sha256 is "${digest.slice(1)}", not 64 lower-case hexadecimal digits`,
      `line 8: "${digest} one-space.rpm" ${shape}`,
      `line 9: "no digest at all" ${shape}`,
      `line 10: "" ${shape}`,
      'line 11: the line ends with a carriage return; end lines with a line feed alone',
      `line 12: "\\\\${digest}  a\\\\tb.rpm" has an escape that sha256sum does not write`,
      'line 14: file "twice.rpm": stands already in line 13',
      'line 15: file "Twice.rpm": differs only by case from "twice.rpm" in line 13',
      'line 16: file "twice.rpm/under.rpm": "twice.rpm" is listed as a file',
    ]);
  });

  test('It lists at least one file and at most 20000, in at most 8 MiB of UTF-8.', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_none, at) => `${digest}  p${at}\n`).join('');
    expect(problemsOf('')).toEqual(['line 1: the manifest lists no file']);
    expect(problemsOf('# nothing\n')).toEqual(['line 1: the manifest lists no file']);
    expect(read(many(20_000)).ok).toBe(true);
    expect(problemsOf(many(20_001))).toEqual([
      'line 1: the manifest lists 20001 files; at most 20000 are read',
    ]);
    expect(problemsOf(' '.repeat(8 * 1024 * 1024 + 1))).toEqual([
      expect.stringContaining('at most 8388608 are read'),
    ]);
    expect(readChecksumLines(new Uint8Array([0xff, 0x41]))).toEqual({
      ok: false,
      problems: ['the manifest is not UTF-8'],
    });
  });
});

describe('The form of a manifest', () => {
  test('is told by its content, whatever it is called.', () => {
    const xml = `<checksums xmlns="urn:stagepost:checksums:1" schemaVersion="1"><file path="a" size="1" sha256="${digest}"/></checksums>`;
    expect(readManifest(bytes(xml))).toMatchObject({ ok: true, value: [{ path: 'a', size: 1 }] });
    expect(readManifest(bytes(`${digest}  a\n`))).toMatchObject({ ok: true, value: [{ path: 'a' }] });
    expect(manifestForm(bytes(`\ufeff\n  ${xml}`))).toBe('checksums.xml');
    expect(manifestForm(Buffer.from(`\ufeff${xml}`, 'utf16le'))).toBe('checksums.xml');
    expect(manifestForm(bytes(`\\${digest}  a`))).toBe('SHA256SUMS');
    expect(manifestForm(bytes(''))).toBe('SHA256SUMS');
  });
});
