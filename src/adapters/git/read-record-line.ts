import type { CommitSha } from '../../domain/desired-state.ts';
import { StagepostError } from '../../domain/failure.ts';
import { instantOfMs } from '../../domain/instant.ts';
import type { RecordStep } from '../../domain/record-step.ts';
import type { BlobReader } from './cat-file-batch.ts';
import { emptyFold, foldFiles, type RecordFold } from './fold-record.ts';
import { operand } from './object-name.ts';
import { parseRawLog, type RawChange, rawLogArgs } from './raw-log.ts';
import type { RecordPlace } from './read-record-files.ts';
import { gitOutput } from './run-git.ts';

type Logged = Pick<RecordStep, 'commit' | 'parents' | 'committedAt' | 'committer' | 'message'> & {
  readonly changes: readonly RawChange[];
};

const logArgs = rawLogArgs(['%H', '%P', '%ct', '%cn <%ce>', '%B']);

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
    const { head: said, releases, generations, approvals, systems, inventories } = fold;
    const record = { parent: logged.commit, ...said, releases, generations, approvals, systems };
    const changed = changes.map(({ path }) => path);
    steps.push({ ...logged, changed, unread: folded.unread, record, inventories });
  }
  return steps;
}

function parseRecordLog(output: string): readonly Logged[] {
  return parseRawLog(output, 5).map(
    ({ fields: [commit = '', parents = '', seconds, committer = '', message = ''], changes }) => ({
      commit: operand(commit) as CommitSha,
      parents: parents === '' ? [] : (parents.split(' ') as CommitSha[]),
      committedAt: instantOfMs(Number(seconds) * 1000),
      committer,
      message,
      changes,
    }),
  );
}

/** The text of a file; null for one that is gone or that cannot be a file of the record. */
async function textOf(
  blobs: BlobReader,
  { path, mode, blob }: RawChange,
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
