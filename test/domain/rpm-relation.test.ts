import { describe, expect, test } from 'vitest';
import { namesOf, readRpmRelation } from '../../src/domain/rpm-relation.ts';

function namesIn(text: string): readonly string[] | undefined {
  const relation = readRpmRelation(text);
  return relation === undefined ? undefined : namesOf(relation);
}

describe('a relation of rpm is taken apart', () => {
  const readable: readonly (readonly [string, readonly string[]])[] = [
    ['voms', ['voms']],
    ['voms >= 1:4.2.0-1', ['voms']],
    ['libvoms.so.1(VOMS_1)(64bit)', ['libvoms.so.1(VOMS_1)(64bit)']],
    ['/usr/bin/perl', ['/usr/bin/perl']],
    ['(voms)', ['voms']],
    ['(a or b >= 2 or c)', ['a', 'b', 'c']],
    ['(a = 1 if b)', ['a', 'b']],
    ['(a if b else c)', ['a', 'b', 'c']],
    ['((a and b) or (c with c < 2))', ['a', 'b', 'c', 'c']],
    ['(libc.so.6()(64bit) and perl(Foo::Bar) >= 1)', ['libc.so.6()(64bit)', 'perl(Foo::Bar)']],
    ['(a or (b if (c or d)))', ['a', 'b', 'c', 'd']],
  ];
  for (const [text, names] of readable)
    test(`${text} speaks of ${names.join(', ')}`, () => {
      expect(namesIn(text)).toEqual(names);
    });

  const strange = [
    '',
    '>= 2',
    'a b',
    'a >=',
    '(a',
    'a)',
    '(a or)',
    '(a or b and c)',
    '(a if b if c)',
    '(a else b)',
    '(a if b else c else d)',
    '()',
  ];
  for (const text of strange)
    test(`"${text}" has not the form of a relation`, () => {
      expect(readRpmRelation(text)).toBeUndefined();
    });

  test('and keeps what was written of each part', () => {
    expect(readRpmRelation('(a >= 1 or b)')).toEqual({
      kind: 'joined',
      operator: 'or',
      parts: [
        { kind: 'one', name: 'a', text: 'a >= 1' },
        { kind: 'one', name: 'b', text: 'b' },
      ],
    });
  });
});
