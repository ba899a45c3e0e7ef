import type { Finding } from './finding.ts';

/** The answer to bad input: a value, or every finding at once; never the first one only. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/** A good result. */
export function good<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** A refused input with all that is wrong with it. */
export function refused(findings: readonly Finding[]): Result<never> {
  return { ok: false, findings };
}
