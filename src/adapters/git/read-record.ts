import type { CommitSha } from '../../domain/desired-state.ts';
import { emptyRecord, type Inventory, type ReconcilerRecord } from '../../domain/record.ts';
import type { ReleaseId } from '../../domain/release.ts';
import { filesToInventories, filesToRecord } from './files-to-record.ts';
import { patchRecord } from './patch-record.ts';
import { readDiff } from './read-diff.ts';
import { type RecordPlace, readRecordFiles } from './read-record-files.ts';
import { releaseOfInventory } from './record-to-files.ts';

/** The record branch for those who only read it. */
export interface RecordReader {
  /** Reads the newest record; the empty record when there is no branch. */
  read(): Promise<ReconcilerRecord>;
  /** The packages of every recorded release, as recorded in what was read or written last. */
  inventories(): Promise<ReadonlyMap<ReleaseId, Inventory>>;
}

/** Reads the record; `newest` finds the commit to read, `known` the one that was found last. */
export function makeRecordReader(
  from: RecordPlace,
  newest: () => Promise<CommitSha | null>,
  known: () => Promise<CommitSha | null>,
): RecordReader & RecordAt {
  const at = readAt(from);
  return {
    at,
    read: async () => {
      const commit = await newest();
      return commit === null ? emptyRecord : at(commit);
    },
    inventories: async () => {
      const commit = await known();
      if (commit === null) return new Map();
      const files = await readRecordFiles(from, commit, (path) => releaseOfInventory(path) !== undefined);
      return filesToInventories(files);
    },
  };
}

/** The record at a commit. */
export interface RecordAt {
  at(commit: CommitSha): Promise<ReconcilerRecord>;
}

/** A commit never changes: one that was read is kept, and of the next only what differs from it is read. */
function readAt(from: RecordPlace): RecordAt['at'] {
  let last: ReconcilerRecord | undefined;
  return async (commit) => {
    const before = last;
    if (before !== undefined && before.parent === commit) return before;
    // Whatever goes wrong now, the next look begins anew.
    last = undefined;
    const read =
      before === undefined || before.parent === null
        ? filesToRecord(commit, await readRecordFiles(from, commit))
        : patchRecord(before, commit, await readDiff(from, before.parent, commit));
    last = read;
    return read;
  };
}
