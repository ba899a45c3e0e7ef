import type { CommitSha } from '../../domain/desired-state.ts';
import type { BlobReader } from './cat-file-batch.ts';
import { recordDamaged } from './files-to-record.ts';
import { operand } from './object-name.ts';
import { parseRawDiff } from './raw-log.ts';
import { decodeRecordFile, type RecordPlace } from './read-record-files.ts';
import { gitOutput } from './run-git.ts';

const args = ['diff-tree', '-r', '-z', '--raw', '--no-abbrev', '--no-renames', '-O/dev/null'];

/** The files of the record in which two commits differ, as the second has them; null for those that it has not. */
export async function readDiff(
  { place, blobs }: RecordPlace,
  from: CommitSha,
  to: CommitSha,
): Promise<ReadonlyMap<string, string | null>> {
  const doing = `compare ${from} with ${to}`;
  const names = ['--end-of-options', operand(from), operand(to)];
  const changes = parseRawDiff((await gitOutput(place, [...args, ...names], { doing })).toString());
  const there = changes.flatMap(({ path, mode, blob }) => (blob === null ? [] : [{ path, mode, blob }]));
  const odd = there.filter(({ mode }) => mode !== '100644');
  if (odd.length > 0) throw recordDamaged(odd.map(({ path, mode }) => `${path}: mode ${mode}`));
  const texts = await textsOf(blobs, there);
  return new Map(changes.map(({ path }) => [path, texts.get(path) ?? null]));
}

async function textsOf(
  blobs: BlobReader,
  files: readonly { readonly path: string; readonly blob: Parameters<BlobReader['read']>[0][number] }[],
): Promise<ReadonlyMap<string, string>> {
  const contents = await blobs.read(files.map(({ blob }) => blob));
  return new Map(files.map(({ path }, index) => [path, decodeRecordFile(path, contents[index])]));
}
