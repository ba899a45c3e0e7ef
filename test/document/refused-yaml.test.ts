import { describe, expect, test } from 'vitest';
import { readDocument } from '../../src/document/read-document.ts';
import { bytesOf, releaseText } from './release-text.ts';

function problems(bytes: Uint8Array): readonly string[] {
  const result = readDocument({ file: 'a.yaml', bytes, schema: 'report' });
  const findings = result.ok ? [] : result.findings;
  return findings.map(({ line, column, rule, message }) => `${line}:${column} ${rule}: ${message}`);
}

const sound = 'team: lip\nstate: invited\n';

test('The file that is spoiled below is sound.', () => {
  expect(problems(bytesOf(sound))).toEqual([]);
});

describe('Refused, because people and machines could read it differently:', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['an anchor', `${sound}link: &x 1\n`, ['3:7 yaml-anchor: anchors (&name) are not allowed']],
    ['an alias', `${sound}link: *x\n`, ['3:7 yaml-alias: aliases (*name) are not allowed']],
    ['a tag', `${sound}link: !!str 1\n`, ['3:7 yaml-tag: tags (!name) are not allowed']],
    ['a directive', `%YAML 1.1\n---\n${sound}`, ['1:1 yaml-directive: directives (%…) are not allowed']],
    ['a merge key', `${sound}<<: {link: x}\n`, ['3:1 yaml-merge: merge keys (<<) are not allowed']],
    [
      'two documents',
      `${sound}---\n${sound}`,
      ['3:1 yaml-documents: a second document begins here; a file holds one'],
    ],
    ['a number as a name', `${sound}1: x\n`, ['3:1 yaml-key: the name of a field must be text']],
    ['a list as a name', `${sound}? [a]\n: x\n`, ['3:3 yaml-key: the name of a field must be text']],
    [
      'a name given twice',
      `${sound}team: ifca\n`,
      ['3:1 duplicate-key: team stands here again; it stands in line 1 already'],
    ],
    [
      'a quoted name given twice',
      `${sound}"team": ifca\n`,
      ['3:1 duplicate-key: team stands here again; it stands in line 1 already'],
    ],
    [
      'a bidirectional override',
      `${sound}comments: a\u202eb\n`,
      ['3:12 invisible-character: U+202E (it changes the direction of text) must not stand in this file'],
    ],
    [
      'a bidirectional override as an escape',
      `${sound}comments: "a\\u202eb"\n`,
      [
        '3:11 invisible-character: the value holds U+202E (it changes the direction of text), which is not allowed',
      ],
    ],
    [
      'a zero-width space',
      `te\u200bam: lip\n`,
      ['1:3 invisible-character: U+200B (it has no width) must not stand in this file'],
    ],
    [
      'a no-break space',
      `team:\u00a0lip\n`,
      ['1:6 invisible-character: U+00A0 (a space that is not the ordinary one) must not stand in this file'],
    ],
    [
      'a carriage return inside a line',
      `team: lip # x\rteam: ifca\n`,
      ['1:14 invisible-character: U+000D (a carriage return inside a line) must not stand in this file'],
    ],
    [
      'an escape character',
      `team: lip\u001b[2J\n`,
      ['1:10 invisible-character: U+001B (a control character) must not stand in this file'],
    ],
  ];

  test.each(cases)('%s', (_title, text, expected) => {
    expect(problems(bytesOf(text))).toEqual(expected);
  });
});

describe('Refused, because it is not one YAML document in UTF-8:', () => {
  test('Bytes that are no UTF-8 are found where they are.', () => {
    const bytes = new Uint8Array([...bytesOf('team: l'), 0xff, ...bytesOf('p\n')]);
    expect(problems(bytes)).toEqual(['1:8 not-utf8: the file is not text in UTF-8']);
  });

  test('UTF-16 is refused.', () => {
    expect(problems(new Uint8Array(Buffer.from('\ufeffteam: lip\n', 'utf16le')))[0]).toContain('not-utf8');
  });

  test('A byte-order mark at the beginning does no harm.', () => {
    expect(problems(bytesOf(`\ufeff${sound}`))).toEqual([]);
  });

  test('An empty file and one of comments are called empty.', () => {
    expect(problems(bytesOf(''))).toEqual(['1:1 empty-file: the file is empty']);
    expect(problems(bytesOf('# nothing\n'))).toEqual(['1:1 empty-file: the file is empty']);
  });

  test('A text that is no group of fields is refused.', () => {
    expect(problems(bytesOf('hello\n'))).toEqual([
      '1:1 wrong-type: the file is text, it must be a group of fields',
    ]);
  });

  test('Errors of YAML keep their own line and column.', () => {
    expect(problems(bytesOf(`${sound}link: "x\n`))[0]).toMatch(
      /^4:1 yaml-syntax: this is not YAML: Missing closing/,
    );
    expect(problems(bytesOf('team: lip\n\tstate: invited\n'))[0]).toMatch(/^2:1 yaml-syntax: /);
  });
});

describe('Refused, because it is out of all proportion, and quickly:', () => {
  test('A file of more than 256 KiB is refused, and one of exactly that size is read.', () => {
    const filled = (size: number) => bytesOf(`${sound}#${'x'.repeat(size - sound.length - 1)}`);
    expect(problems(filled(256 * 1024))).toEqual([]);
    expect(problems(filled(256 * 1024 + 1))).toEqual([
      '1:1 file-too-large: the file has 262145 bytes, more than 262144',
    ]);
  });

  test('Values of sixteen levels are read as YAML, and of seventeen are not.', () => {
    const nested = (levels: number) => bytesOf(`x: ${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}\n`);
    expect(problems(nested(16)).join()).not.toContain('too-deep');
    expect(problems(nested(17)).join()).toContain('too-deep');
  });

  const bombs: readonly (readonly [string, string])[] = [
    ['brackets', '['.repeat(250_000)],
    ['braces', '{a: '.repeat(60_000)],
    ['list marks in one line', '- '.repeat(120_000)],
    ['question marks in one line', '? '.repeat(120_000)],
    [
      'ever deeper indentation',
      Array.from({ length: 700 }, (_, index) => `${' '.repeat(index)}a:\n`).join(''),
    ],
    ['quotes', '"'.repeat(250_000)],
    ['names in one line', 'a: '.repeat(80_000)],
    ['twenty thousand names', Array.from({ length: 20_000 }, (_, index) => `k${index}: 1\n`).join('')],
  ];

  test.each(bombs)('%s', (_title, text) => {
    // Time of this process alone: what else the machine does is not the reader's fault.
    const before = process.cpuUsage();
    expect(problems(bytesOf(text)).length).toBeGreaterThan(0);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(5_000);
  });
});

test('Words of YAML 1.1 are the text that they look like, and everything keeps its type.', () => {
  const typed = (scalar: string) => {
    const text = releaseText.replace('product: voms', `product: ${scalar}`);
    const result = readDocument({ file: 'a.yaml', bytes: bytesOf(text), schema: 'release' });
    return result.ok ? result.value.value.product : result.findings[0]?.message;
  };
  expect(['no', 'yes', 'on', 'off', 'y', 'n', '12_000', '2019-05-23'].map(typed)).toEqual([
    'no',
    'yes',
    'on',
    'off',
    'y',
    'n',
    '12_000',
    '2019-05-23',
  ]);
  const number = 'product is a number, it must be text';
  expect(['1.10', '0x1f', '0o17', '1e3', '.inf', '.nan', '007'].map(typed)).toEqual(Array(7).fill(number));
});
