import { describe, expect, test } from 'vitest';
import { unfitCharacterIn } from '../../src/domain/control-character.ts';

describe('A text of a package', () => {
  test.each(['größer', 'a <b>&amp; "x"', 'two\nlines\tand a tab', 'नमस्ते\u200d', ''])(
    '%j fits where there may be several lines.',
    (text) => expect(unfitCharacterIn(text, 'many')).toBeNull(),
  );

  test.each([
    ['a\u001b[31m', 'the character U+001B'],
    ['a\rb', 'the character U+000D'],
    ['a\u0085b', 'the character U+0085'],
    [Buffer.from([0x61, 0xff]).toString('utf8'), 'bytes that are no UTF-8'],
  ])('%j does not fit, with its reason.', (text, reason) => {
    expect(unfitCharacterIn(text, 'many')).toBe(reason);
    expect(unfitCharacterIn(text, 'one')).toBe(reason);
  });

  test('of one line has neither line ends nor tabs.', () => {
    expect(unfitCharacterIn('two\nlines', 'one')).toBe('the character U+000A');
    expect(unfitCharacterIn('a\ttab', 'one')).toBe('the character U+0009');
  });
});
