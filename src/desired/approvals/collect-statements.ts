import type { ApprovedStep } from '../../domain/approval-policy.ts';
import { readStatement } from '../../domain/approval-statement.ts';
import type { CommitSha, Edit } from '../../domain/desired-state.ts';
import type { Sha256 } from '../../domain/digest.ts';
import { type ReleaseId, releaseIdOfFile } from '../../domain/release.ts';
import type { BlobId, BroughtCommit } from '../../ports/release-history.ts';
import { type FileAtBlob, type ReadDeps, readReleases } from '../read-releases.ts';

/** A commit that speaks for a version of a release file, whoever signed it. */
export interface Statement {
  readonly commit: CommitSha;
  /** Position of the commit of main that brought it. */
  readonly position: number;
  readonly release: ReleaseId;
  readonly text: Sha256;
  /** Null for the commit that wrote the text. */
  readonly approves: (ApprovedStep & { readonly policy: Sha256 }) | null;
}

/** Every commit after `since` that wrote a file of these releases or approves one of their steps, in order of arrival. */
export async function collectStatements(
  deps: ReadDeps,
  {
    since,
    head,
    edits,
  }: {
    readonly since: CommitSha | null;
    readonly head: CommitSha;
    readonly edits: ReadonlyMap<ReleaseId, readonly Edit[]>;
  },
): Promise<readonly Statement[]> {
  const brought = await deps.history.brought(since, head);
  const files = brought.flatMap(({ changed }) => changed.flatMap((each) => fileOf(each, edits)));
  const read = await readReleases(deps, files);
  const texts = new Map<BlobId, Sha256>();
  for (const [index, { blob }] of files.entries()) {
    const found = read[index];
    if (found?.ok === true) texts.set(blob, found.value.text);
  }
  return brought.flatMap((commit) => [...written(commit, texts, edits), ...approved(commit, edits)]);
}

function fileOf(
  { path, blob }: BroughtCommit['changed'][number],
  edits: ReadonlyMap<ReleaseId, unknown>,
): readonly (FileAtBlob & { readonly release: ReleaseId })[] {
  const release = releaseIdOfFile(path);
  return release === undefined || blob === null || !edits.has(release) ? [] : [{ path, blob, release }];
}

function written(
  { commit, position, changed }: BroughtCommit,
  texts: ReadonlyMap<BlobId, Sha256>,
  edits: ReadonlyMap<ReleaseId, unknown>,
): readonly Statement[] {
  return changed.flatMap((each) =>
    fileOf(each, edits).flatMap(({ blob, release }) => {
      const text = texts.get(blob);
      return text === undefined ? [] : [{ commit, position, release, text, approves: null }];
    }),
  );
}

function approved(
  { commit, position, message }: BroughtCommit,
  edits: ReadonlyMap<ReleaseId, unknown>,
): readonly Statement[] {
  const statement = readStatement(message);
  if (statement === undefined || !edits.has(statement.release)) return [];
  const { release, text, from, to, policy } = statement;
  return [{ commit, position, release, text, approves: { from, to, policy } }];
}
