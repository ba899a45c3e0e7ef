import type { SourceTree } from './source-tree.ts';

export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export interface Rule {
  readonly name: string;
  /** A whole sentence: the title of the rule's test. */
  readonly says: string;
  check(tree: SourceTree): readonly Finding[];
}

/** A finding that is allowed to stand for now, with the reason. The list may only shrink. */
export interface Exception {
  readonly rule: string;
  readonly file: string;
  readonly why: string;
}

export function printFinding(finding: Finding): string {
  return `${finding.file}:${finding.line} ${finding.message}`;
}
