/** What a reader of bad input answers: a value, or every problem at once, each a whole sentence for people. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly string[] };

export function unreadable(problems: readonly string[]): Parsed<never> {
  return { ok: false, problems };
}

/** The value, unless something is wrong with it. */
export function parsedUnless<T>(problems: readonly string[], value: T): Parsed<T> {
  return problems.length === 0 ? { ok: true, value } : { ok: false, problems };
}
