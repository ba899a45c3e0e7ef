import type { CommitSha } from '../../domain/desired-state.ts';
import { emptyRecord, type Inventory, type ReconcilerRecord } from '../../domain/record.ts';
import type { ReleaseId } from '../../domain/release.ts';
import type { BlobReader } from './cat-file-batch.ts';
import { filesToInventories, filesToRecord, recordDamaged } from './files-to-record.ts';
import { readTree } from './read-tree.ts';
import { releaseOfInventory } from './record-to-files.ts';
import type { GitPlace } from './run-git.ts';

/** The record branch for those who only read it. */
export interface RecordReader {
  /** Reads the newest record; the empty record when there is no branch. */
  read(): Promise<ReconcilerRecord>;
  /** The packages of every recorded release, as recorded in what was read or written last. */
  inventories(): Promise<ReadonlyMap<ReleaseId, Inventory>>;
}

/** Where the record's files are read from. */
export interface RecordPlace {
  readonly place: GitPlace;
  readonly blobs: BlobReader;
}

/** Reads the record; `newest` finds the commit to read, `known` the one that was found last. */
export function makeRecordReader(
  from: RecordPlace,
  newest: () => Promise<CommitSha | null>,
  known: () => Promise<CommitSha | null>,
): RecordReader {
  return {
    read: async () => {
      const commit = await newest();
      return commit === null ? emptyRecord : filesToRecord(commit, await readRecordFiles(from, commit));
    },
    inventories: async () => {
      const commit = await known();
      if (commit === null) return new Map();
      const files = await readRecordFiles(from, commit, (path) => releaseOfInventory(path) !== undefined);
      return filesToInventories(files);
    },
  };
}

/** The files of the record at a commit, by path; anything but plain files of text is refused. */
export async function readRecordFiles(
  { place, blobs }: RecordPlace,
  commit: CommitSha,
  wanted: (path: string) => boolean = () => true,
): Promise<ReadonlyMap<string, string>> {
  const entries = (await readTree(place, commit)).filter((entry) => wanted(entry.path));
  const odd = entries.filter((entry) => entry.mode !== '100644');
  if (odd.length > 0) throw recordDamaged(odd.map((entry) => `${entry.path}: mode ${entry.mode}`));
  const contents = await blobs.read(entries.map((entry) => entry.blob));
  return new Map(entries.map((entry, index) => [entry.path, decode(entry.path, contents[index])]));
}

function decode(path: string, content: Uint8Array | undefined): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    throw recordDamaged([`${path}: not a text in UTF-8`]);
  }
}
