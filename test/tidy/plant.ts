/** A small untidy thing that a rule must find. */
export interface Plant {
  readonly rule: string;
  /** A whole sentence. */
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly message: RegExp;
}

/** A source text of so many lines. */
export function lines(count: number): string {
  return Array.from({ length: count }, (_, index) => `export const line${index} = ${index};\n`).join('');
}

/** So many functions of so many lines each. */
export function functions(length: number, count: number): string {
  const body = length === 1 ? '' : `\n${'  void 0;\n'.repeat(length - 2)}`;
  return Array.from({ length: count }, (_, index) => `function f${length}n${index}() {${body}}\n`).join('');
}
