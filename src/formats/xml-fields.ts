import { childrenNamed, type XmlElement } from './xml-element.ts';

/** Reads the fields of one element and notes what is missing instead of stopping at it. */
export interface FieldReader {
  /** The trimmed text of the one child of this name; the empty string after a complaint. */
  required(name: string): string;
  optional(name: string): string | undefined;
  /** The trimmed texts of all children of this name, of which there must be one. */
  several(name: string): readonly string[];
  /** The value of an attribute that must be there and not be empty. */
  attribute(name: string): string;
  complain(problem: string): void;
}

export function fieldReader(element: XmlElement, problems: string[]): FieldReader {
  const complain = (problem: string) => {
    problems.push(`line ${element.line}: ${problem}`);
  };
  const texts = (name: string) => childrenNamed(element, name).map((child) => child.text.trim());
  const single = (name: string) => {
    const found = texts(name);
    if (found.length > 1) complain(`${name} stands ${found.length} times in ${element.name}`);
    return found[0];
  };
  const notEmpty = (what: string, value: string | undefined) => {
    if (value === undefined) complain(`${element.name} has no ${what}`);
    else if (value === '') complain(`${what} of ${element.name} is empty`);
    return value ?? '';
  };
  return {
    required: (name) => notEmpty(name, single(name)),
    optional: (name) => single(name) || undefined,
    several: (name) => {
      const found = texts(name);
      if (found.length === 0) complain(`${element.name} has no ${name}`);
      return found.map((text) => notEmpty(name, text));
    },
    attribute: (name) => notEmpty(`attribute ${name}`, element.attributes.get(name)),
    complain,
  };
}
