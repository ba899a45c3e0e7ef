import type { Verdict } from '../domain/verdict.ts';
import { momentOf } from './times.ts';

/** A verdict as one sentence: what, until when, and how it is mended. */
export function verdictAsText(verdict: Verdict): string {
  return verdictLines(verdict).join('; ');
}

/** The same as lines: what and until when, then how it is mended. */
export function verdictLines(verdict: Verdict): readonly [string, ...string[]] {
  switch (verdict.kind) {
    case 'wait-until':
      return [`${verdict.sentence} at ${momentOf(verdict.until)}`];
    case 'needs-approval':
      return [`${verdict.sentence}; needs approval by ${verdict.role}`];
    case 'blocked':
      return [`${verdict.sentence} (${verdict.cites})`, ...(verdict.hint === '' ? [] : [verdict.hint])];
    case 'pass':
    case 'wait-for':
    case 'cannot-tell':
      return [verdict.sentence];
    default:
      return verdict satisfies never;
  }
}
