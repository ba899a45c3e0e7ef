import type { ReleaseDocument } from '../document/generated/release.ts';
import type { Located } from '../document/read-document.ts';
import type { Edit } from '../domain/desired-state.ts';
import { digestOfValue } from '../domain/digest.ts';
import type { Policy } from '../domain/policy.ts';
import { type ReleaseId, releaseFileOf } from '../domain/release.ts';
import type { BlobId, CommitFacts, HistoryCommit } from '../ports/release-history.ts';
import { checkRelease } from './check-release.ts';
import { type ReadDeps, readReleases } from './read-releases.ts';
import { routeOf, textOrNull, withdrawnOf } from './release-of.ts';
import { revertReason } from './revert-reason.ts';

interface Version {
  readonly id: ReleaseId;
  readonly path: string;
  readonly blob: BlobId;
  readonly origin: CommitFacts;
}

/**
 * The edits of each release in these commits, oldest first. A version that could not be used when it was made is no
 * edit, so that many commits at once end where one by one would; neither is one that asks again for the same.
 */
export async function collectEdits(
  deps: ReadDeps,
  commitsOf: ReadonlyMap<ReleaseId, readonly HistoryCommit[]>,
  policy: Policy,
): Promise<ReadonlyMap<ReleaseId, readonly Edit[]>> {
  const versions = [...commitsOf].flatMap(([id, commits]) => versionsOf(id, commits));
  const read = await readReleases(deps, versions);
  const edits = new Map<ReleaseId, Edit[]>();
  for (const [index, { id, path, origin }] of versions.entries()) {
    const result = read[index];
    if (result === undefined || !result.ok || checkRelease(path, result.value, policy).length > 0) continue;
    const earlier = edits.get(id) ?? [];
    const edit = editOf(result.value, origin);
    if (!asksTheSame(earlier.at(-1), edit)) edits.set(id, [...earlier, edit]);
  }
  return edits;
}

/** What one version of a release file asks for. */
export function editOf(document: Located<ReleaseDocument>, origin: CommitFacts): Edit {
  return {
    commit: origin.commit,
    position: origin.position,
    author: origin.author,
    committedAt: origin.committedAt,
    desiredState: document.value.desiredState,
    route: routeOf(document.value),
    reason: textOrNull(document.value.reason) ?? revertReason(origin.subject),
    withdrawn: withdrawnOf(document.value),
    at: document.locate(['desiredState'], 'value'),
  };
}

function versionsOf(id: ReleaseId, commits: readonly HistoryCommit[]): readonly Version[] {
  const path = releaseFileOf(id);
  return commits.flatMap((origin) =>
    origin.changed.flatMap((change) =>
      change.path === path && change.blob !== null ? [{ id, path, blob: change.blob, origin }] : [],
    ),
  );
}

function asksTheSame(earlier: Edit | undefined, edit: Edit): boolean {
  return (
    earlier?.desiredState === edit.desiredState &&
    earlier.route === edit.route &&
    earlier.reason === edit.reason &&
    digestOfValue(earlier.withdrawn) === digestOfValue(edit.withdrawn)
  );
}
