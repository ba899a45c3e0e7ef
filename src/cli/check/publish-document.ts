import { localFiles } from '../../adapters/files/read-files.ts';
import { type ReadCheck, readCheck } from '../../document/read-check.ts';
import type { CommitSha } from '../../domain/desired-state.ts';
import { cleanText, StagepostError } from '../../domain/failure.ts';
import { mostCheckBytes } from '../../domain/pull-request-check.ts';
import type { CheckBoard, PullRequestFacts } from '../../ports/check-board.ts';
import { doubtOf } from './doubt-of.ts';
import { noAnswer, shownCheck } from './shown-check.ts';

/** What is published, and what is known of it from better sources than the document. */
export interface Publication {
  /** The document. */
  readonly from: string;
  /** The commit that was checked, as the code host says it. */
  readonly head: CommitSha;
  readonly run: string | null;
  /** The workflow that checks, below `cwd`; null where it is not compared. */
  readonly workflow: string | null;
  readonly cwd: string;
}

/** What was done, in one sentence; not ok where the document was not to be believed. */
export interface Published {
  readonly ok: boolean;
  readonly said: string;
}

/** Shows a document at the code host, or says there that it left no answer. Nothing of it is a path, an address or a command. */
export async function publishDocument(board: CheckBoard, publication: Publication): Promise<Published> {
  const { from, head, run, workflow, cwd } = publication;
  const read = await readFrom(from);
  if (!read.ok) return refuse(board, publication, read.why);
  const { check } = read;
  if (check.head !== head) return refuse(board, publication, 'it is about another commit');
  const found = check.pullRequest === null ? null : await board.pullRequest(check.pullRequest);
  if (check.pullRequest !== null && found === null)
    return refuse(board, publication, `there is no pull request ${check.pullRequest}`);
  const stale = found === null ? null : staleness(found, head);
  if (stale !== null)
    return { ok: true, said: `Nothing was written: pull request ${check.pullRequest} ${stale}.` };
  // A run of a pull request is one of its merge, so that a branch from before main changed the workflow is in order.
  const commit = found?.merge ?? head;
  const doubt = workflow === null ? null : await doubtOf(board, { cwd, workflow, commit });
  return { ok: true, said: await board.show(shownCheck(check, { doubt, run })) };
}

async function refuse(board: CheckBoard, { head, run }: Publication, why: string): Promise<Published> {
  await board.show(noAnswer(head, why, run));
  return { ok: false, said: `The check left no answer that can be shown: ${cleanText(why)}.` };
}

async function readFrom(file: string): Promise<ReadCheck> {
  try {
    // One byte more, so that a document that is too large is told from one that fills its limit.
    const bytes = await localFiles.read(file, mostCheckBytes + 1);
    return bytes === null ? { ok: false, why: 'there is no document' } : readCheck(bytes);
  } catch (error) {
    if (!(error instanceof StagepostError)) throw error;
    return { ok: false, why: 'it is no file of a usual size' };
  }
}

// A newer push has a check of its own.
function staleness({ isOpen, head: at }: PullRequestFacts, head: CommitSha): string | null {
  if (!isOpen) return 'is closed';
  return at === head ? null : 'is at another commit than the one that was checked';
}
