import type { CommitSha } from '../../domain/desired-state.ts';
import type { ReconcilerRecord } from '../../domain/record.ts';
import type { RepositoryKey } from '../../domain/repository.ts';
import { filesToRecord, folderOfGeneration } from './files-to-record.ts';
import {
  approvalFile,
  generationFiles,
  headText,
  recordFile,
  releaseFile,
  repositoryFile,
  systemFile,
} from './record-to-files.ts';

/**
 * The record after some of its files changed, as reading all files anew would give it, in the same order; null for a file
 * that is gone. What did not change is the very same value, so that whoever compares need not look inside.
 */
export function patchRecord(
  before: ReconcilerRecord,
  commit: CommitSha,
  changes: ReadonlyMap<string, string | null>,
): ReconcilerRecord {
  const folders = new Set([...changes.keys()].filter(isOfRepository).map(folderOfGeneration));
  const isTouched = (key: RepositoryKey) => folders.has(repositoryFile(key, ''));
  const texts = new Map([
    [recordFile, headText(before)],
    ...[...before.generations].flatMap(([key, recorded]) =>
      isTouched(key) ? [...generationFiles(key, recorded)] : [],
    ),
  ]);
  for (const [path, text] of changes) {
    if (text === null) texts.delete(path);
    else texts.set(path, text);
  }
  const changed = filesToRecord(commit, texts);
  const isGone = (path: string) => changes.get(path) === null;
  const untouched = new Map([...before.generations].filter(([key]) => !isTouched(key)));
  return {
    parent: commit,
    commit: changed.commit,
    behind: changed.behind,
    releases: merged(before.releases, changed.releases, { fileOf: releaseFile, isGone }),
    approvals: merged(before.approvals, changed.approvals, { fileOf: approvalFile, isGone }),
    systems: merged(before.systems, changed.systems, { fileOf: systemFile, isGone }),
    generations: merged(untouched, changed.generations, {
      fileOf: (key) => repositoryFile(key, 'generation.json'),
      isGone,
    }),
  };
}

function isOfRepository(path: string): boolean {
  return path.startsWith('repositories/');
}

function merged<K, V>(
  before: ReadonlyMap<K, V>,
  changed: ReadonlyMap<K, V>,
  { fileOf, isGone }: { readonly fileOf: (key: K) => string; readonly isGone: (path: string) => boolean },
): ReadonlyMap<K, V> {
  const all = [...new Map([...before, ...changed])].map(([key, value]) => ({
    key,
    value,
    file: fileOf(key),
  }));
  // As git lists its files.
  const sorted = all.filter(({ file }) => !isGone(file)).sort((a, b) => (a.file < b.file ? -1 : 1));
  return new Map(sorted.map(({ key, value }) => [key, value]));
}
