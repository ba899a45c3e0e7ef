import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asSha256, canonicalJson, digestOfValue, sha256Of, shortDigest } from '../../src/domain/digest.ts';

describe('canonical JSON', () => {
  test('has its keys in order, at every depth, and no spaces', () => {
    expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: { z: null, y: 'ä' } })).toBe(
      '{"a":{"y":"ä","z":null},"b":[{"c":2,"d":1}]}',
    );
  });

  test('keeps the order of lists', () => {
    expect(canonicalJson([3, 1, 2])).toBe('[3,1,2]');
  });

  test('leaves out what is undefined, as JSON does', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  test('says the same of equal values in whatever order their keys were set, and loses nothing', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
        expect(digestOfValue(turned)).toBe(digestOfValue(value));
      }),
    );
  });

  test('orders keys by their characters, not by a locale', () => {
    expect(canonicalJson({ a: 1, B: 1 })).toBe('{"B":1,"a":1}');
  });
});

describe('a digest', () => {
  test('is SHA-256 in hexadecimal digits, of bytes as of the same text', () => {
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(sha256Of('abc')).toBe(abc);
    expect(sha256Of(new TextEncoder().encode('abc'))).toBe(abc);
  });

  test.each(['', 'sha256:'])('is read with the prefix "%s"', (prefix) => {
    expect(asSha256(`${prefix}${'a1'.repeat(32)}`)).toBe('a1'.repeat(32));
  });

  test.each([
    ['capital letters', 'A1'.repeat(32)],
    ['a digit too few', 'a1'.repeat(32).slice(1)],
    ['a digit too many', `${'a1'.repeat(32)}0`],
    ['a line end', `${'a1'.repeat(32)}\n`],
    ['another algorithm', `sha512:${'a1'.repeat(32)}`],
    ['two prefixes', `sha256:sha256:${'a1'.repeat(32)}`],
    ['nothing', ''],
  ])('is not read with %s', (_what, text) => {
    expect(asSha256(text)).toBeUndefined();
  });

  test('is shown to people by its first seven digits', () => {
    expect(shortDigest(sha256Of('abc'))).toBe('ba7816b');
  });
});
