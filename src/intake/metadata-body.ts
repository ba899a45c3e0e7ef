import type { PooledPackage, SegmentName } from '../domain/member.ts';

/** The part of a metadata file that goes into other metadata files as it is. */
export interface Body {
  readonly name: SegmentName;
  readonly content: Uint8Array;
}

/** What the metadata has to speak of. */
export interface Expected {
  readonly packages: readonly PooledPackage[];
  readonly prefix: string;
}

/** What was cut out, and everything in which it is not as it must be. */
export interface ReadBodies {
  readonly bodies: readonly Body[];
  readonly problems: readonly string[];
}

/** The text of a document; undefined when it is not UTF-8. */
export function decoded(content: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}

/** One line for each package that only one side has; a package is told apart by all that is in its line. */
export function unequal(wanted: readonly string[], found: readonly string[]): readonly string[] {
  const has = new Set(found);
  const knows = new Set(wanted);
  const lines = [
    ...wanted.filter((line) => !has.has(line)).map((line) => `the metadata does not have ${line}`),
    ...found.filter((line) => !knows.has(line)).map((line) => `the metadata has ${line}`),
  ];
  if (lines.length > 0 || wanted.length === found.length) return lines;
  return [`the metadata has ${found.length} packages instead of ${wanted.length}`];
}
