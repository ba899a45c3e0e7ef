// YAML as people write it, in every layout that release files are met in, with the value that it stands for.
import fc from 'fast-check';
import type { YamlValue } from '../../../src/document/edit/write-value.ts';

/** A text in parts, one for each field of its top and one for each run of comments and blank lines. */
export interface YamlText {
  readonly parts: readonly { readonly text: string; readonly name: string | null }[];
  readonly value: Readonly<Record<string, YamlValue>>;
}

export const names = ['alpha', 'beta', 'gamma', 'delta', 'with space', 'x.y', 'kappa', 'omega'] as const;

interface Written {
  /** What follows the colon, with line breaks as LF. */
  readonly text: string;
  readonly value: YamlValue;
}

const words = fc.constantFrom(
  'voms',
  'a b',
  '4.2.0',
  'https://example.org/a#b',
  "it's",
  'é',
  '-x',
  'yes',
  '2026-01-31',
);
const note = fc.nat(999_999).map((number) => `# note ${number}`);
const tail = fc.oneof(
  fc.constant(''),
  note.map((text) => ` ${text}`),
  fc.constant('  '),
);

const plain = fc.constantFrom<Written>(
  { text: 'Unverified', value: 'Unverified' },
  { text: 'emi.voms', value: 'emi.voms' },
  { text: '17', value: 17 },
  { text: 'true', value: true },
  { text: '~', value: null },
  { text: 'null', value: null },
  { text: 'https://example.org/x', value: 'https://example.org/x' },
);
const quoted = words.map((word): Written => ({ text: JSON.stringify(word), value: word }));
const single = words.map((word): Written => ({ text: `'${word.replaceAll("'", "''")}'`, value: word }));
const flowList = fc
  .uniqueArray(fc.constantFrom('el9/x86_64', 'debian-12/amd64', 'el8/noarch'), { maxLength: 3 })
  .map((list): Written => ({ text: `[${list.join(', ')}]`, value: list }));
const inline = fc.oneof(plain, quoted, single, flowList);
const spaced = fc.tuple(fc.constantFrom(' ', '   '), inline, tail).map(([space, { text, value }, end]) => ({
  text: `${space}${text}${end}\n`,
  value,
}));
const empty = tail.map((end): Written => ({ text: `${end}\n`, value: null }));

const keyed = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 4 });

const flowGroup = fc
  .tuple(keyed, fc.array(inline, { minLength: 4, maxLength: 4 }), fc.constantFrom('{', '{ '), tail)
  .map(([keys, values, open, end]): Written => {
    const entries = keys.map((key, at) => [key, values[at] ?? { text: 'x', value: 'x' }] as const);
    return {
      text: ` ${open}${entries.map(([key, { text }]) => `${key}: ${text}`).join(', ')}}${end}\n`,
      value: Object.fromEntries(entries.map(([key, { value }]) => [key, value])),
    };
  });
const tallFlowGroup = fc
  .tuple(keyed, fc.array(inline, { minLength: 4, maxLength: 4 }), fc.boolean(), tail)
  .map(([keys, values, comma, end]): Written => {
    const entries = keys.map((key, at) => [key, values[at] ?? { text: 'x', value: 'x' }] as const);
    const lines = entries.map(
      ([key, { text }], at) => `    ${key}: ${text}${at < entries.length - 1 || comma ? ',' : ''}${end}\n`,
    );
    return {
      text: ` {\n${lines.join('')}  }\n`,
      value: Object.fromEntries(entries.map(([key, { value }]) => [key, value])),
    };
  });
const blockScalar = fc
  .tuple(fc.constantFrom('|', '|-', '>-', '|+'), tail, fc.constantFrom('', '\n'))
  .map(([sign, end, blank]): Written => {
    const [text, keeps] = ['first line\n  second # no comment\n', sign === '|+'];
    const whole =
      sign === '>-' ? 'first line\n  second # no comment' : text.slice(0, sign === '|-' ? -1 : undefined);
    return {
      text: ` ${sign}${end}\n  first line\n    second # no comment\n${blank}`,
      value: keeps ? whole + blank : whole,
    };
  });
const blockList = fc.tuple(tail, fc.constantFrom('', '  ')).map(
  ([end, indent]): Written => ({
    text: `${end}\n${indent}- one${end}\n${indent}- two\n`,
    value: ['one', 'two'],
  }),
);
const nextLine = note.map((text): Written => ({ text: ` ${text}\n    far below\n`, value: 'far below' }));
const folded = tail.map(
  (end): Written => ({
    text: ` begins here\n   and ends there${end}\n`,
    value: 'begins here and ends there',
  }),
);

const leaf = fc.oneof({ weight: 4, arbitrary: spaced }, empty, flowGroup, nextLine, folded);
const blockGroup = fc
  .tuple(keyed, fc.array(leaf, { minLength: 4, maxLength: 4 }), fc.constantFrom(1, 2, 3, 5), tail)
  .map(([keys, values, indent, end]): Written => {
    const entries = keys.map((key, at) => [key, values[at] ?? { text: ' x\n', value: 'x' }] as const);
    const lines = entries.map(([key, { text }]) => `${' '.repeat(indent)}${key}:${deeper(text, indent)}`);
    return {
      text: `${end}\n${lines.join('')}`,
      value: Object.fromEntries(entries.map(([key, { value }]) => [key, value])),
    };
  });

function deeper(text: string, indent: number): string {
  const [first = '', ...rest] = text.split('\n');
  return [first, ...rest.map((line) => (line === '' ? '' : ' '.repeat(indent) + line))].join('\n');
}

const field = fc.oneof(
  { weight: 4, arbitrary: spaced },
  ...[empty, flowGroup, tallFlowGroup, blockScalar, blockList, nextLine, folded],
  { weight: 3, arbitrary: blockGroup },
);
const between = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  note.map((text) => `${text}\n`),
  note.map((text) => `${text}\n\n`),
);

/** Such texts; lines end all in one way, and the last one may have no end. */
export const yamlTexts: fc.Arbitrary<YamlText> = fc
  .record({
    keys: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 6 }),
    fields: fc.array(fc.tuple(between, field), { minLength: 6, maxLength: 6 }),
    end: note.map((text) => `${text}\n`),
    windows: fc.boolean(),
    cut: fc.boolean(),
  })
  .map(({ keys, fields, end, windows, cut }) => {
    const entries = keys.map((key, at) => [key, fields[at] ?? ['', { text: ' x\n', value: 'x' }]] as const);
    const parts = entries.flatMap(([name, [above, { text }]]) => [
      { name: null, text: above },
      { name, text: `${name}:${text}` },
    ]);
    const value = Object.fromEntries(entries.map(([key, [, written]]) => [key, written.value]));
    const all = [...parts, { name: null, text: cut ? end.slice(0, -1) : end }];
    const broken = all.map((part) => ({
      ...part,
      text: windows ? part.text.replaceAll('\n', '\r\n') : part.text,
    }));
    return { parts: broken, value };
  });

/** What an edit may write. */
export const newValues: fc.Arbitrary<YamlValue> = fc.oneof(
  fc.constantFrom<YamlValue>(
    'StageRollout',
    null,
    42,
    true,
    '',
    'it is: odd # really',
    '[x',
    "don't",
    'two\nlines',
    'a, b',
  ),
  fc.string({ unit: 'grapheme-ascii', maxLength: 30 }),
  fc.constantFrom<YamlValue>(
    [],
    ['one', 'two, three'],
    { since: '2026-01-31', reason: 'it: broke' },
    {},
    { a: { b: [1] } },
  ),
);
