import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { editYaml, type YamlEdit } from '../../../src/document/edit/edit-yaml.ts';
import { sourceText } from '../../../src/document/source-text.ts';
import { names, newValues, type YamlText, yamlTexts } from './yaml-texts.ts';

type Value = Readonly<Record<string, unknown>>;

/** The text after an edit, or what is wrong. */
function edited(text: string, edit: YamlEdit): string {
  const answer = editYaml(sourceText('x.yaml', text), edit);
  return answer.ok
    ? answer.value.text
    : answer.findings.map(({ rule, line }) => `${rule} in line ${line}`).join();
}

function set(text: string, path: string, value: YamlEdit['value'], order: readonly string[] = []): string {
  const [first = '', ...rest] = path.split('.');
  return edited(text, { path: [first, ...rest], value, order });
}

function whole({ parts }: YamlText): string {
  return parts.map(({ text }) => text).join('');
}

function omit(value: Value, name: string): Value {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
}

function withoutInner(value: Value, outer: string, inner: string): Value {
  const group = value[outer];
  const isGroup = typeof group === 'object' && group !== null && !Array.isArray(group);
  return isGroup ? { ...value, [outer]: omit(group as Value, inner) } : value;
}

/** Whether one text is the other with something put in at the border of two parts. */
function isBetweenParts(now: string, { parts }: YamlText): boolean {
  return parts.some((_part, at) => {
    const above = parts
      .slice(0, at + 1)
      .map(({ text }) => text)
      .join('');
    const below = parts
      .slice(at + 1)
      .map(({ text }) => text)
      .join('');
    // A line break moves from the end of the line above to the end of the new one.
    return now.startsWith(above.trimEnd()) && now.endsWith(below);
  });
}

describe('An edit of one field', () => {
  test('changes the value of the text by that alone, and no line of another field.', () => {
    fc.assert(
      fc.property(yamlTexts, fc.constantFrom(...names), newValues, (written, name, value) => {
        const text = whole(written);
        const now = edited(text, { path: [name], value, order: names });
        expect(parse(now)).toEqual({ ...written.value, [name]: value });
        const at = written.parts.findIndex((part) => part.name === name);
        if (at < 0) {
          expect(isBetweenParts(now, written), now).toBe(true);
          return;
        }
        const [above, below] = [written.parts.slice(0, at), written.parts.slice(at + 1)];
        expect(now.startsWith(above.map((part) => part.text).join(''))).toBe(true);
        expect(now.endsWith(below.map((part) => part.text).join(''))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test('of a group inside changes nothing else either, and keeps every comment.', () => {
    const inside = fc.record({ outer: fc.constantFrom(...names), inner: fc.constantFrom(...names) });
    fc.assert(
      fc.property(
        yamlTexts,
        inside,
        fc.constantFrom('Production', 7, 'a: b'),
        (written, { outer, inner }, value) => {
          const old = written.value[outer];
          fc.pre(old === undefined || old === null || (typeof old === 'object' && !Array.isArray(old)));
          const now = edited(whole(written), { path: [outer, inner], value });
          expect(parse(now)).toEqual({ ...written.value, [outer]: { ...(old as Value), [inner]: value } });
          const notes = whole(written).match(/# note \d+/g) ?? [];
          const held = typeof (old as Value | undefined)?.[inner] === 'object' ? 0 : notes.length;
          expect((now.match(/# note \d+/g) ?? []).length).toBeGreaterThanOrEqual(held);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('that takes a field out leaves all others as they were.', () => {
    const where = fc.record({
      outer: fc.constantFrom(...names),
      inner: fc.option(fc.constantFrom(...names)),
    });
    fc.assert(
      fc.property(yamlTexts, where, (written, { outer, inner }) => {
        fc.pre(Object.keys(written.value).length > 1);
        const path: YamlEdit['path'] = inner === null ? [outer] : [outer, inner];
        const now = edited(whole(written), { path, value: undefined });
        const value = inner === null ? omit(written.value, outer) : withoutInner(written.value, outer, inner);
        expect(parse(now)).toEqual(value);
        for (const { name, text } of written.parts) if (name !== outer) expect(now).toContain(text.trim());
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ['a: 1 # one\n', 'a', 2, 'a: 2 # one\n'],
    ['a:   "x"   # one\nb: 1\n', 'a', 'y', 'a:   "y"   # one\nb: 1\n'],
    ["a: 'x'\r\nb: 1\r\n", 'a', "it's", "a: 'it''s'\r\nb: 1\r\n"],
    ['reason:   # why\n', 'reason', 'it broke', 'reason: it broke   # why\n'],
    ['reason: |  # why\n  old\n  text\n\nb: 1\n', 'reason', 'new', 'reason: new  # why\n\nb: 1\n'],
    ['a:\n  - x\n  - y # last\nb: 1\n', 'a', ['z'], 'a: [z]\nb: 1\n'],
    ['t: {rt: 1, helpdesk: 2} # both\n', 't.rt', 9, 't: {rt: 9, helpdesk: 2} # both\n'],
    ['a: 1', 'b', 2, 'a: 1\nb: 2'],
    ['\ufeffa: 1\n', 'a', 2, '\ufeffa: 2\n'],
    ['---\na: 1\n...\n', 'b', 2, '---\na: 1\nb: 2\n...\n'],
    ['a: 1\nc: 3\n', 'b', 2, 'a: 1\nb: 2\nc: 3\n'],
    ['b: 1 # b\nc: 3\n', 'a', 0, 'a: 0\nb: 1 # b\nc: 3\n'],
    ['{a: 1, c: 3}\n', 'b', 2, '{a: 1, b: 2, c: 3}\n'],
    ['a:\n    x: 1\n', 'b', { since: 'now' }, 'a:\n    x: 1\nb:\n    since: now\n'],
    ['t: {\n  a: 1, # one\n  b: 2 # two\n}\n', 't.b', undefined, 't: {\n  a: 1, # one\n}\n'],
    ['t:\n  a: 1\nb: 2\n', 't.a', undefined, 't: {}\nb: 2\n'],
  ])('makes %j with %s = %j to %j', (text, path, value, expected) => {
    expect(set(text, path, value, ['a', 'b', 'c'])).toBe(expected);
  });

  test.each([
    ['a: &x 1\nb: 2\n', 'b', 'yaml-anchor in line 1'],
    ['a: [\n', 'a', 'yaml-syntax in line 2'],
    ['- a\n- b\n', 'a', 'edit-by-hand in line 1'],
    ['a: 1\nb: text\n', 'b.c', 'edit-by-hand in line 2'],
    ['? a\nb: 1\n', 'a', 'edit-by-hand in line 1'],
    ['a: 1\na: 2\n', 'a', 'duplicate-key in line 2'],
  ])('of %j at %s is refused: %s', (text, path, refusal) => {
    expect(set(text, path, 'x')).toBe(refusal);
  });
});
