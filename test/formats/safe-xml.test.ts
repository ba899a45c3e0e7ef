import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseXmlSafely } from '../../src/formats/safe-xml.ts';
import type { XmlElement } from '../../src/formats/xml-element.ts';

const limits = { maxBytes: 100_000, maxMarks: 10_000 };
const bytes = (text: string) => new TextEncoder().encode(text);
const problemsOf = (input: string | Uint8Array) => {
  const result = parseXmlSafely(typeof input === 'string' ? bytes(input) : input, limits);
  return result.ok ? [] : result.problems;
};
const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`);

function read(text: string): XmlElement {
  const result = parseXmlSafely(bytes(text), limits);
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.value;
}

describe('XML of strangers', () => {
  test('An element has its name, prefix, attributes, children, text and line.', () => {
    const root = read(
      '<?xml version="1.0" encoding="utf-8"?>\r\n<r:a  x="1 "\n y=\'"\'>one<!-- no --><b/>\n<![CDATA[<&>]]></r:a>\n',
    );
    expect(root).toMatchObject({ name: 'a', prefix: 'r', line: 2, text: 'one\n<&>' });
    expect([...root.attributes]).toEqual([
      ['x', '1 '],
      ['y', '"'],
    ]);
    expect(root.children).toMatchObject([{ name: 'b', prefix: '', line: 3, text: '', children: [] }]);
  });

  test.each(['9.10', '007', '20192305', '1e3', '0x10', 'NaN', 'true', ' 1 '])(
    'The value %j stays text.',
    (value) => {
      const root = read(`<a b="${value}">${value}</a>`);
      expect(root.text).toBe(value);
      expect(root.attributes.get('b')).toBe(value);
    },
  );

  test('Any text survives in elements and attributes.', () => {
    const texts = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/\p{Cc}/gu, ''));
    fc.assert(
      fc.property(texts, (text) => {
        const root = read(`<a b="${escaped(text)}">${escaped(text)}</a>`);
        expect([root.text, root.attributes.get('b')]).toEqual([text, text]);
      }),
    );
  });

  test.each([
    ['a DOCTYPE', '<!DOCTYPE a><a/>', 'line 1: <!DOCTYPE is refused'],
    ['a DOCTYPE in small letters', '\n<!doctype a><a/>', 'line 2: <!doctype is refused'],
    [
      'an external entity',
      '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
      '<!DOCTYPE is refused',
    ],
    ['an entity of its own', '<a>&lol;</a>', 'not &lol;'],
    ['a bare ampersand', '<a>x & y</a>', "char '&' is not expected"],
    ['a bare ampersand in an attribute', '<a b="x & y"/>', 'not &'],
    ['a forbidden character by number', '<a>&#0;</a>', 'XML forbids'],
    ['a raw < in an attribute', '<a b="<c>"/>', 'raw <'],
    ['a control character', '<a>\u0001</a>', 'the character U+0001 is not allowed'],
    ['an unclosed element', '<a>\n<b></a>', "line 2, column 4: Expected closing tag 'b'"],
    ['an unclosed comment', '<a/><!-- x', 'not closed'],
    ['two roots', '<a/><b/>', 'this one has 2'],
    ['no root', '<?xml version="1.0"?>', 'Start tag expected'],
    ['nothing', '', 'Start tag expected'],
    ['a repeated attribute', '<a b="1" b="2"/>', "'b' is repeated"],
    ['an attribute named __proto__', '<a __proto__="1"/>', '__proto__'],
    ['an element named constructor', '<constructor/>', 'constructor'],
    [
      'another declared encoding',
      '<?xml version="1.0" encoding="UTF-7"?><a/>',
      'the encoding "UTF-7" is refused',
    ],
    ['a byte order mark', '\uFEFF<a/>', 'byte order mark'],
    ['too many elements', `<a>${'<b/>'.repeat(10_001)}</a>`, 'more than 10000 tags and attributes'],
    ['too many bytes', `<a>${'x'.repeat(100_001)}</a>`, 'at most 100000 are read'],
    ['too deep a nesting', '<a>'.repeat(80) + '</a>'.repeat(80), 'nested'],
    ['a nesting of twenty thousand elements', '<a>'.repeat(20_000), 'more than 10000 tags'],
    ['tags that cross', '<a><b></a></b>', "Expected closing tag 'b'"],
  ])('%s is refused with its reason.', (_fault, text, reason) => {
    expect(problemsOf(text).join('\n')).toContain(reason);
  });

  test.each([
    ['UTF-16 with a mark', Buffer.from('\uFEFF<a/>', 'utf16le')],
    ['UTF-16 without a mark', Buffer.from('<a/>', 'utf16le')],
    ['Latin-1', Buffer.from('<a>ä</a>', 'latin1')],
    ['half a character', Buffer.from([0x3c, 0x61, 0x3e, 0xc3])],
  ])('%s is refused, because only UTF-8 is read.', (_fault, input) => {
    expect(problemsOf(input).join('\n')).toContain('UTF-8');
  });

  test('Several dangers are told at once.', () => {
    expect(problemsOf('\uFEFF<?xml version="1.0" encoding="latin1"?><!DOCTYPE a><a>\u0002</a>')).toHaveLength(
      4,
    );
  });

  test('A nesting of sixty elements is read.', () => {
    expect(read('<a>'.repeat(60) + '</a>'.repeat(60)).name).toBe('a');
  });

  test('No garbage throws, and none changes the prototype of objects.', () => {
    const parts = [
      '<a',
      '>',
      '/>',
      '</a>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?x',
      '?>',
      '&amp;',
      '&',
      '"',
      '=',
      ' b="1"',
      '__proto__',
      '#text',
      ':@',
      'x',
      '\n',
      '<__proto__ a="1">',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 14 }), (list) => {
        expect(parseXmlSafely(bytes(list.join('')), limits)).toHaveProperty('ok');
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });
});
