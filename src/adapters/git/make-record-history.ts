import type { CommitSha } from '../../domain/desired-state.ts';
import { instantOfMs } from '../../domain/instant.ts';
import type { RecordHistory, RecordStand } from '../../ports/record-history.ts';
import { filesToInventories, filesToRecord, recordDamaged } from './files-to-record.ts';
import { operand } from './object-name.ts';
import { parseRawLog, rawLogArgs } from './raw-log.ts';
import { type RecordPlace, readRecordFiles } from './read-record-files.ts';
import { recordFile, releaseOfInventory } from './record-to-files.ts';
import { gitLine, gitOutput } from './run-git.ts';

const logArgs = rawLogArgs(['%H', '%P']);

/** The record of earlier moments, read as data from git. */
export function makeRecordHistory(from: RecordPlace): RecordHistory {
  return {
    stands: (head) => readStands(from, head),
    at: async (commit) => {
      const files = await readRecordFiles(from, commit);
      const isInventory = (path: string) => releaseOfInventory(path) !== undefined;
      return {
        record: filesToRecord(commit, files),
        committedAt: await readDate(from, commit),
        inventories: filesToInventories(new Map([...files].filter(([path]) => isInventory(path)))),
      };
    },
  };
}

async function readStands(from: RecordPlace, head: CommitSha): Promise<readonly RecordStand[]> {
  const doing = `read what was reconciled up to ${head}`;
  const output = await gitOutput(from.place, [...logArgs, operand(head), '--', recordFile], { doing });
  const moves = parseRawLog(output.toString(), 2).map(({ fields: [, parents = ''], changes: [change] }) => ({
    parent: parents.split(' ')[0] ?? '',
    blob: change?.blob ?? null,
  }));
  const read = moves.flatMap(({ blob }) => (blob === null ? [] : [blob]));
  const texts = new Map<string, Uint8Array>();
  for (const [at, bytes] of (await from.blobs.read(read)).entries()) texts.set(read[at] ?? '', bytes);
  return moves.map(({ blob }, at) => ({
    main: mainIn(blob === null ? undefined : texts.get(blob)),
    // It stood until the commit before the next move.
    last: at + 1 < moves.length ? (operand(moves[at + 1]?.parent ?? '') as CommitSha) : head,
  }));
}

function mainIn(bytes: Uint8Array | undefined): CommitSha | null {
  try {
    const { commit } = JSON.parse(Buffer.from(bytes ?? []).toString('utf8')) as { readonly commit?: unknown };
    return typeof commit === 'string' ? (operand(commit) as CommitSha) : null;
  } catch {
    throw recordDamaged([`${recordFile}: an earlier one cannot be read`]);
  }
}

async function readDate({ place }: RecordPlace, commit: CommitSha) {
  const args = ['log', '--max-count=1', '--no-show-signature', '--format=%ct', '--end-of-options'];
  const seconds = await gitLine(place, [...args, operand(commit)], { doing: `read commit ${commit}` });
  return instantOfMs(Number(seconds) * 1000);
}
