import { mostCheckBytes, type PullRequestCheck } from '../../domain/pull-request-check.ts';
import type { CheckFacts } from './check-facts.ts';
import { makeCheck } from './make-check.ts';

// Lists are shortened until the document fits; what is left out is counted in it.
const lengths = [2000, 500, 100, 30, 10, 3, 1];

/** The document of a check and its text, which is never larger than those who read it take. */
export function checkAsJson(facts: CheckFacts): { readonly check: PullRequestCheck; readonly text: string } {
  const most = lengths.find((length) => bytesOf(textOf(facts, length)) <= mostCheckBytes) ?? 0;
  return { check: makeCheck(facts, most), text: textOf(facts, most) };
}

function textOf(facts: CheckFacts, most: number): string {
  return `${JSON.stringify(makeCheck(facts, most), null, 1)}\n`;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
