/** A relation of rpm taken apart: a name with or without a version, or several joined by an operator. */
export type RpmRelation =
  | {
      readonly kind: 'one';
      readonly name: string;
      /** As it was written: `voms >= 4.2.0`, or the name alone. */
      readonly text: string;
    }
  | {
      readonly kind: 'joined';
      readonly operator: RichOperator;
      /** Two or more; a third one of `if` and `unless` is what stands behind `else`. */
      readonly parts: readonly RpmRelation[];
    };

/** The words of rich dependencies (rpm's docs/manual/boolean_dependencies.md), but for `else`. */
export type RichOperator = (typeof operators)[number];

const operators = ['and', 'or', 'if', 'unless', 'with', 'without'] as const;
const signs = ['<', '<=', '=', '>=', '>'];

/** Takes a relation apart; undefined when it has not the form of one. */
export function readRpmRelation(text: string): RpmRelation | undefined {
  const words = wordsOf(text);
  const read = readOperand(words);
  return read === undefined || read.rest.length > 0 ? undefined : read.value;
}

/** Every name that a relation speaks of. */
export function namesOf(relation: RpmRelation): readonly string[] {
  return relation.kind === 'one' ? [relation.name] : relation.parts.flatMap(namesOf);
}

interface Read {
  readonly value: RpmRelation;
  readonly rest: readonly string[];
}

// A name may have parentheses of its own, such as libvoms.so.1()(64bit), and they are always closed again.
function wordsOf(text: string): readonly string[] {
  return text.match(/[^\s()](?:[^\s()]|\([^\s()]*\))*|[()]/g) ?? [];
}

function readOperand([first, ...rest]: readonly string[]): Read | undefined {
  if (first === '(') return readJoined(rest);
  if (first === undefined || first === ')' || signs.includes(first)) return undefined;
  const [sign = '', version = ''] = rest;
  if (!signs.includes(sign)) return { value: { kind: 'one', name: first, text: first }, rest };
  if (version === '' || version === ')' || version === '(') return undefined;
  return {
    value: { kind: 'one', name: first, text: `${first} ${sign} ${version}` },
    rest: rest.slice(2),
  };
}

/** What follows an opening parenthesis; a chain repeats one operator, and `if` and `unless` make none. */
function readJoined(words: readonly string[]): Read | undefined {
  const first = readOperand(words);
  if (first === undefined) return undefined;
  const operator = operators.find((each) => each === first.rest[0]);
  const parts = [first.value];
  let rest = first.rest;
  while (rest[0] !== ')') {
    const [word, ...after] = rest;
    const branches = operator === 'if' || operator === 'unless';
    const expected = branches && parts.length === 2 ? 'else' : operator;
    const next = word === expected && !(branches && parts.length > 2) ? readOperand(after) : undefined;
    if (next === undefined) return undefined;
    parts.push(next.value);
    rest = next.rest;
  }
  if (operator === undefined) return { value: first.value, rest: rest.slice(1) };
  return { value: { kind: 'joined', operator, parts }, rest: rest.slice(1) };
}
