import type { CommitSha } from '../../domain/desired-state.ts';
import type { BlobReader } from './cat-file-batch.ts';
import { recordDamaged } from './files-to-record.ts';
import { readTree } from './read-tree.ts';
import type { GitPlace } from './run-git.ts';

/** Where the record's files are read from. */
export interface RecordPlace {
  readonly place: GitPlace;
  readonly blobs: BlobReader;
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
  return new Map(entries.map((entry, index) => [entry.path, decodeRecordFile(entry.path, contents[index])]));
}

/** The text of a file of the record; throws for what is none. */
export function decodeRecordFile(path: string, content: Uint8Array | undefined): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    throw recordDamaged([`${path}: not a text in UTF-8`]);
  }
}
