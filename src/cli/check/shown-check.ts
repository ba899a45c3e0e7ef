import type { CommitSha } from '../../domain/desired-state.ts';
import { digestOfValue } from '../../domain/digest.ts';
import { cleanText } from '../../domain/failure.ts';
import type { PullRequestCheck } from '../../domain/pull-request-check.ts';
import type { ShownCheck } from '../../ports/check-board.ts';
import { checkAnnotations } from '../../report/check/check-annotations.ts';
import { checkAsMarkdown, checkInShort } from '../../report/check/check-as-markdown.ts';
import { quiet } from '../../report/check/quiet-text.ts';
import { counted } from '../../report/names.ts';

const mostTitle = 200;

/** A check as the code host shows it. */
export function shownCheck(
  check: PullRequestCheck,
  { doubt, run }: { readonly doubt: string | null; readonly run: string | null },
): ShownCheck {
  const page = { check, doubt, run };
  return {
    head: check.head,
    key: keyOf(check, doubt),
    conclusion: check.answer === 'wrong' ? 'failure' : doubt === null ? 'success' : 'neutral',
    title: checkInShort(check).slice(0, mostTitle),
    summary: (hidden, most) => {
      const lacking = hidden === 0 ? '' : `${counted(hidden, 'more mark')} found no room at the lines`;
      return checkAsMarkdown({ ...page, foot: lacking }, most);
    },
    marks: checkAnnotations(check),
    comment:
      check.pullRequest === null
        ? null
        : {
            pullRequest: check.pullRequest,
            text: (most) => checkAsMarkdown({ ...page, foot: 'this comment is edited in place' }, most),
          },
  };
}

/** What is shown where the check left nothing that can be believed. */
export function noAnswer(head: CommitSha, why: string, run: string | null): ShownCheck {
  const where = run === null ? '' : ` See [the run](${run}).`;
  const said = quiet(cleanText(why));
  return {
    head,
    key: digestOfValue({ head, why }).slice(0, 16),
    conclusion: 'failure',
    title: 'the check left no answer',
    summary: () => `The document of the check is not shown: ${said}.${where}`,
    marks: [],
    comment: null,
  };
}

// The same answer at another time, and to another simulated merge, is the same answer.
function keyOf({ madeAt: _madeAt, plan: _plan, ...check }: PullRequestCheck, doubt: string | null): string {
  return digestOfValue({ check, doubt }).slice(0, 16);
}
