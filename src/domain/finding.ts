/** A place in a file of the release repository; lines and columns count from 1. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something wrong with what people wrote: where, what, and how to mend it. Shown as `file:line:column: what`. */
export interface Finding extends Location {
  /** A stable name of the rule, for annotations and for tests. */
  readonly rule: string;
  readonly message: string;
  readonly hint: string;
  /** The line of the file that the finding points at; empty when there is none to show. */
  readonly excerpt: string;
}

/** Order of findings in every output: by file, line, column, then text. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.file, b.file) || a.line - b.line || a.column - b.column || compareText(a.message, b.message)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
