import { mostCheckBytes, type PullRequestCheck } from '../../domain/pull-request-check.ts';
import type { CheckFacts } from './check-facts.ts';
import { makeCheck } from './make-check.ts';

// Lists are shortened until the document fits; what is left out is counted in it.
const lengths = [2000, 500, 100, 30, 10, 3, 1];

/** The document of a check and its text, which is never larger than those who read it take. */
export function checkAsJson(facts: CheckFacts): { readonly check: PullRequestCheck; readonly text: string } {
  for (const most of lengths) {
    const made = documentOf(facts, most);
    if (new TextEncoder().encode(made.text).length <= mostCheckBytes) return made;
  }
  return documentOf(facts, 0);
}

function documentOf(facts: CheckFacts, most: number) {
  const check = makeCheck(facts, most);
  return { check, text: `${JSON.stringify(check, null, 1)}\n` };
}
