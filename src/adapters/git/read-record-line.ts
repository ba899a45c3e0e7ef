import type { CommitSha } from '../../domain/desired-state.ts';
import { StagepostError } from '../../domain/failure.ts';
import { instantOfMs } from '../../domain/instant.ts';
import type { RecordStep } from '../../domain/record-step.ts';
import type { BlobId } from '../../ports/release-history.ts';
import type { BlobReader } from './cat-file-batch.ts';
import { emptyFold, foldFiles, type RecordFold } from './fold-record.ts';
import { gitFailed } from './git-failure.ts';
import { operand } from './object-name.ts';
import type { RecordPlace } from './read-record.ts';
import { gitOutput } from './run-git.ts';

interface Change {
  readonly path: string;
  readonly mode: string;
  /** Null where the file was deleted. */
  readonly blob: BlobId | null;
}

type Logged = Pick<RecordStep, 'commit' | 'parents' | 'committedAt' | 'committer' | 'message'> & {
  readonly changes: readonly Change[];
};

const logArgs = [
  'log',
  '--first-parent',
  '--diff-merges=first-parent',
  '--raw',
  '-z',
  '--no-abbrev',
  '--no-renames',
  '--no-show-signature',
  '-O/dev/null',
  '--reverse',
  '--format=%H%x00%P%x00%ct%x00%cn <%ce>%x00%B',
  '--end-of-options',
];
const fieldsOfCommit = 5;
const rawEntry = /^\n?:\d{6} (\d{6}) [0-9a-f]+ ([0-9a-f]+) [AMDT]$/;

/** Every commit of the record along first parent, oldest first, each with the record as it stood then. */
export async function readRecordLine(from: RecordPlace, head: CommitSha): Promise<readonly RecordStep[]> {
  const doing = `read the commits up to ${head}`;
  const output = await gitOutput(from.place, [...logArgs, operand(head)], { doing });
  const steps: RecordStep[] = [];
  let fold: RecordFold = emptyFold;
  for (const { changes, ...logged } of parseRecordLog(output.toString())) {
    const texts = await Promise.all(changes.map((change) => textOf(from.blobs, change)));
    const files = changes.map(({ path }, at) => ({ path, ...(texts[at] ?? { text: null, problem: null }) }));
    const folded = foldFiles(fold, files);
    fold = folded.fold;
    const { head: said, releases, generations, inventories } = fold;
    const record = { parent: logged.commit, ...said, releases, generations };
    const changed = changes.map(({ path }) => path);
    steps.push({ ...logged, changed, unread: folded.unread, record, inventories });
  }
  return steps;
}

/** Reads the answer of `log --raw -z` in the format above. */
export function parseRecordLog(output: string): readonly Logged[] {
  const fields = output.split('\0');
  const commits: Logged[] = [];
  let at = 0;
  while (at + fieldsOfCommit - 1 < fields.length) {
    const [commit = '', parents = '', seconds, committer = '', message = ''] = fields.slice(
      at,
      at + fieldsOfCommit,
    );
    const changes: Change[] = [];
    at += fieldsOfCommit;
    while (/^\n?:/.test(fields[at] ?? '')) {
      changes.push(changeOf(fields[at], fields[at + 1]));
      at += 2;
    }
    commits.push({
      commit: operand(commit) as CommitSha,
      parents: parents === '' ? [] : (parents.split(' ') as CommitSha[]),
      committedAt: instantOfMs(Number(seconds) * 1000),
      committer,
      message,
      changes,
    });
  }
  return commits;
}

function changeOf(entry: string | undefined, path: string | undefined): Change {
  const [, mode, blob] = rawEntry.exec(entry ?? '') ?? [];
  if (mode === undefined || blob === undefined || path === undefined)
    throw gitFailed('a line of git log is not understood', { stderr: entry ?? '' });
  return { path, mode, blob: /^0+$/.test(blob) ? null : (blob as BlobId) };
}

/** The text of a file; null for one that is gone or that cannot be a file of the record. */
async function textOf(
  blobs: BlobReader,
  { path, mode, blob }: Change,
): Promise<{ readonly text: string | null; readonly problem: string | null }> {
  if (blob === null) return { text: null, problem: null };
  if (mode !== '100644') return { text: null, problem: `${path}: mode ${mode}` };
  try {
    const [bytes] = await blobs.read([blob]);
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return { text: decoder.decode(bytes), problem: null };
  } catch (error) {
    const why = error instanceof StagepostError ? error.message : 'not a text in UTF-8';
    return { text: null, problem: `${path}: ${why}` };
  }
}
