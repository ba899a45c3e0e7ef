import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Field, fieldValue, readStanzas, writeStanza } from '../../src/formats/deb822.ts';

const nameChars = [...'!"#$%&\'()*+,-./0123456789;<=>?@ABCXYZ[]^_`abcxyz{|}~'];
const names = fc
  .string({ unit: fc.constantFrom(...nameChars), minLength: 1, maxLength: 12 })
  .filter((name) => !/^[#-]/.test(name));
const lines = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .map((line) => line.replace(/[\p{Cc}\p{Cs}]/gu, '').replace(/^[ \t]+|[ \t]+$/g, ''));
const folded = lines.map((line) => `\n ${line === '' ? '.' : line}`);
const values = fc
  .tuple(lines, fc.array(folded, { maxLength: 4 }))
  .map(([first, rest]) => first + rest.join(''));
const stanzas = fc.uniqueArray(fc.tuple(names, values), {
  minLength: 1,
  maxLength: 8,
  selector: ([name]) => name.toLowerCase(),
});

function readBack(text: string): readonly (readonly Field[])[] {
  const result = readStanzas(text);
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.value.map((stanza) => [...stanza.values()]);
}

describe('deb822 stanzas', () => {
  test('Reading gives back what was written, in order and as spelled.', () => {
    fc.assert(
      fc.property(fc.array(stanzas, { maxLength: 3 }), (list) => {
        expect(readBack(list.map((fields) => `${writeStanza(fields)}\n`).join(''))).toEqual(list);
      }),
    );
  });

  test('Writing any text at all either throws or reads back as the same one field.', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, value) => {
        let text: string;
        try {
          text = writeStanza([[name, value]]);
        } catch {
          return;
        }
        expect(readBack(text)).toEqual([[[name, value]]]);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['a line that would be a field', 'good\nEssential: yes'],
    ['a line that would end the stanza', 'good\n\nPackage: evil'],
    ['a line of nothing but blanks', 'good\n \t\n more'],
    ['a line end at the end', 'good\n'],
    ['a carriage return', 'good\r Package: evil'],
    ['an escape character', 'good \u001b[31m'],
    ['a NUL', 'good\u0000'],
    ['a C1 control character', 'good\u009b31m'],
    ['an escape character in a later line', 'good\n bad \u001b[31m'],
    ['half a surrogate pair', 'good \ud800'],
    ['blanks at the end', 'good '],
  ])('Writing refuses a value with %s.', (_fault, value) => {
    expect(() => writeStanza([['Description', value]])).toThrow('cannot write the field "Description"');
  });

  test.each(['', 'With Space', 'With:Colon', '#comment', '-dash', 'Übung', 'New\nLine'])(
    'Writing refuses the field name %j.',
    (name) => {
      expect(() => writeStanza([[name, 'x']])).toThrow('this is not a field name');
    },
  );

  test('Writing refuses the same name twice, whatever its case.', () => {
    expect(() =>
      writeStanza([
        ['Size', '1'],
        ['size', '2'],
      ]),
    ).toThrow('twice');
  });

  test('A field is found by its name in any case.', () => {
    const result = readStanzas('SHA256: abc\nHOMEPAGE:\thttps://example.org \n');
    if (!result.ok) throw new Error('unreadable');
    const [stanza] = result.value;
    expect(stanza && fieldValue(stanza, 'sha256')).toBe('abc');
    expect(stanza && fieldValue(stanza, 'Homepage')).toBe('https://example.org');
    expect(stanza && fieldValue(stanza, 'Size')).toBeUndefined();
  });

  test('Every problem is told at once, with its line.', () => {
    expect(readStanzas(' orphan\nPackage: a\nno field\nPACKAGE: b\n\n\n more\nX: \u0007\n')).toEqual({
      ok: false,
      problems: [
        'line 1: a continuation line without a field before it',
        'line 3: "no field" is not a field',
        'line 4: the field PACKAGE stands twice in one stanza',
        'line 7: a continuation line without a field before it',
        'line 8: a control character or broken text',
      ],
    });
  });

  test('Nothing but empty lines has no stanza.', () => {
    expect(readStanzas('\n \n\n')).toEqual({ ok: true, value: [] });
  });
});
