import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readDocument } from '../../src/document/read-document.ts';
import { bytesOf, releaseText, spoiled } from './release-text.ts';

const file = 'releases/umd-5/voms-4.2.0.yaml';

function read(text: string | Uint8Array) {
  return readDocument({ file, bytes: typeof text === 'string' ? bytesOf(text) : text, schema: 'release' });
}

function problems(text: string | Uint8Array): readonly string[] {
  const result = read(text);
  const findings = result.ok ? [] : result.findings;
  return findings.map(({ line, column, rule, message }) => `${line}:${column} ${rule}: ${message}`);
}

function onlyFinding(text: string) {
  const result = read(text);
  expect(result).toMatchObject({ ok: false, findings: [{}] });
  return result.ok ? undefined : result.findings[0];
}

describe('A sound file', () => {
  test('is read with its defaults filled in.', () => {
    const result = read(releaseText);
    expect(result).toMatchObject({
      ok: true,
      value: { value: { submission: 1, type: 'NonIncremental', stacks: [] } },
    });
    expect(result).toMatchObject({ ok: true, value: { value: { source: { releaseXml: 'release.xml' } } } });
  });

  test('tells where names and values stand, also with Windows line ends.', () => {
    for (const text of [releaseText, releaseText.replaceAll('\n', '\r\n')]) {
      const result = read(text);
      if (!result.ok) throw new Error(result.findings[0]?.message);
      const { locate } = result.value;
      expect(locate(['version'], 'value')).toEqual({ file, line: 3, column: 10 });
      expect(locate(['version'], 'key')).toEqual({ file, line: 3, column: 1 });
      expect(locate(['platforms', 1], 'value')).toEqual({ file, line: 6, column: 25 });
      expect(locate(['source', 'url'], 'value')).toEqual({ file, line: 9, column: 8 });
      expect(locate(['source', 'releaseXml'], 'value')).toEqual({ file, line: 7, column: 1 });
      expect(locate(['tickets', 'rt'], 'value')).toEqual({ file, line: 1, column: 1 });
    }
  });

  test('may leave workflow fields empty.', () => {
    const empty = 'reason:\noutcome:\nverificationReport:\nstageRolloutReport:\ntickets:\n';
    expect(read(releaseText + empty)).toMatchObject({
      ok: true,
      value: { value: { reason: null, tickets: null } },
    });
  });
});

describe('What a schema refuses is said in words:', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['version: 4.2.0', 'version: 4.2', '3:10 wrong-type: version is a number, it must be text'],
    [
      'version: 4.2.0',
      'version: 4.02.0',
      '3:10 wrong-form: version is "4.02.0", it must be three numbers major.minor.revision without leading zeros, such as 4.2.0',
    ],
    ['product: voms', 'product: true', '1:10 wrong-type: product is a truth value, it must be text'],
    ['product: voms', 'product:', '1:1 wrong-type: product is empty, it must be text'],
    ['product: voms\n', '', '1:1 missing-field: product is missing'],
    [
      '  url: rsync://repo.emi.example.org/umd5/voms/4.2.0/\n',
      '',
      '7:1 missing-field: url is missing in source',
    ],
    ['shortName:', 'shortname: x\nshortName:', '2:1 unknown-field: "shortname" is not a field of this file'],
    [
      '  protocol: rsync',
      '  port: 1\n  protocol: rsync',
      '8:3 unknown-field: "port" is not a field of source',
    ],
    [
      'desiredState: Unverified',
      'desiredState: Productoin',
      '15:15 unknown-value: desiredState is "Productoin", it must be one of Unverified, InVerification, WaitingForResponse, StageRollout, Production, Rejected, Ignored, NotPublished',
    ],
    ['debian-12/amd64]', 'el9/x86_64]', '6:25 listed-twice: platforms lists "el9/x86_64" twice'],
    ['[el9/x86_64, debian-12/amd64]', '[]', '6:12 too-few: platforms must list at least 1'],
    ['[el9/x86_64, debian-12/amd64]', 'el9/x86_64', '6:12 wrong-type: platforms is text, it must be a list'],
    [
      'el9/x86_64',
      'el9',
      '6:13 wrong-form: platforms entry 1 is "el9", it must be a platform and an architecture with a slash between them, such as el9/x86_64',
    ],
    [
      'majorRelease',
      'emergency: yes\nmajorRelease',
      '4:12 wrong-type: emergency is text, it must be true or false',
    ],
    ['majorRelease', 'submission: 0\nmajorRelease', '4:13 too-small: submission must be at least 1'],
    [
      'majorRelease',
      'submission: "2"\nmajorRelease',
      '4:13 wrong-type: submission is text, it must be a whole number',
    ],
    ['majorRelease', 'submission: 1000\nmajorRelease', '4:13 too-large: submission must be at most 999'],
    [
      'product: voms',
      `product: ${'v'.repeat(65)}`,
      '1:10 too-long: product is longer than the 64 characters allowed',
    ],
    [
      'https://docs.example.org/notes',
      'www.example.org',
      '12:17 wrong-form: releaseNotes is "www.example.org", it must be a web address that begins with https:// or http://',
    ],
  ];

  test.each(cases)('%j written as %j', (part, replacement, expected) => {
    expect(problems(spoiled(part, replacement))).toEqual([expected]);
  });

  test('All problems of a file come at once and in order.', () => {
    const text = spoiled('product: voms\n', '', spoiled('version: 4.2.0', 'version: 4.2', releaseText));
    expect(problems(text)).toEqual([
      '1:1 missing-field: product is missing',
      '2:10 wrong-type: version is a number, it must be text',
    ]);
  });

  test('Many problems are counted and not listed without end.', () => {
    const fields = Array.from({ length: 150 }, (_, index) => `field${index}: 1\n`).join('');
    const found = problems(releaseText + fields);
    expect(found).toHaveLength(100);
    expect(found.at(-1)).toContain('51 more problems follow from here on');
  });
});

describe('A hint', () => {
  test('shows how to quote a digest that is read as a number.', () => {
    const digest = '4402340958'.repeat(7).slice(0, 64);
    const text = spoiled(`sha256:${'4402'.repeat(16)}`, digest);
    expect(onlyFinding(text)).toEqual({
      file,
      line: 10,
      column: 20,
      rule: 'wrong-type',
      message: 'checksumsDigest is a number, it must be text',
      hint: 'quote it: "sha256:4402…"',
      excerpt: `  checksumsDigest: ${digest}`,
    });
  });

  test('tells the form where quoting would not help.', () => {
    const hint = 'it must be three numbers major.minor.revision without leading zeros, such as 4.2.0';
    expect(onlyFinding(spoiled('version: 4.2.0', 'version: 4.2'))?.hint).toBe(hint);
  });

  test('says how to compute the digest that pins the checksums.', () => {
    const text = spoiled(`sha256:${'4402'.repeat(16)}`, 'sha256:4402');
    expect(onlyFinding(text)).toMatchObject({ line: 10 });
    expect(onlyFinding(text)?.hint).toContain('`sha256sum checksums.xml`');
  });

  test('offers the nearest name.', () => {
    expect(onlyFinding(spoiled('shortName:', 'shortname: x\nshortName:'))?.hint).toBe(
      'did you mean shortName?',
    );
    expect(onlyFinding(spoiled(': Unverified', ': Unverifed'))?.hint).toBe('did you mean Unverified?');
  });

  test('lists the known names where none is near.', () => {
    const hint =
      'known fields: protocol, url, checksums, checksumsDigest, checksumsSignature, releaseXml, repositories';
    expect(onlyFinding(spoiled('  protocol: rsync', '  zzzzz: 1\n  protocol: rsync'))?.hint).toBe(hint);
  });
});

describe('Whatever is written and read is equal:', () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
  const prose = fc.string({ unit: 'grapheme-ascii', maxLength: 40 });

  test('a release with any texts and lists in it.', () => {
    const wish = fc.record({ product: word, provider: word, reason: prose, stacks: fc.uniqueArray(word) });
    fc.assert(
      fc.property(wish, (parts) => {
        const result = read(releaseText.replace(/^(product|provider):.*\n/gm, '') + stringify(parts));
        expect(result.ok && result.value.value).toMatchObject(parts);
      }),
    );
  });

  test('Random bytes and random YAML are answered, never thrown back.', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => !read(bytes).ok));
    const piece = fc.constantFrom(
      ...'a:-?[]{}&*!|>\'"%#,~<\n\t 1.@`=',
      ': ',
      '- ',
      '\n  ',
      '<<',
      '---',
      'product',
    );
    const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
    fc.assert(fc.property(text, (yaml) => !read(yaml).ok));
  });
});
