import type { DocumentPath } from '../document/places.ts';
import type { CommitSha } from '../domain/desired-state.ts';
import type { Location } from '../domain/finding.ts';
import { type ReadDeps, readReleases } from './read-releases.ts';

/** Where a field of a release file stands in a commit, or what it would stand below; null where the file cannot be read. */
export async function locateField(
  deps: ReadDeps,
  commit: CommitSha,
  { file, field }: { readonly file: string; readonly field: DocumentPath },
): Promise<Location | null> {
  const entry = (await deps.history.tree(commit)).find(({ path }) => path === file);
  const [read] = entry === undefined ? [] : await readReleases(deps, [entry]);
  return read?.ok === true ? read.value.locate(field, 'key') : null;
}
