import type { Verdict } from '../domain/verdict.ts';
import { momentOf } from './times.ts';

/** A verdict as one sentence: what, until when, and how it is mended. */
export function verdictAsText(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'wait-until':
      return `${verdict.sentence} at ${momentOf(verdict.until)}`;
    case 'needs-approval':
      return `${verdict.sentence}; needs approval by ${verdict.role}`;
    case 'blocked':
      return `${verdict.sentence} (${verdict.cites}); ${verdict.hint}`;
    case 'pass':
    case 'wait-for':
    case 'cannot-tell':
      return verdict.sentence;
    default:
      return verdict satisfies never;
  }
}
