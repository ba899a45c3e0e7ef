import type { Edit } from '../domain/desired-state.ts';
import { digestOfValue } from '../domain/digest.ts';
import { known } from '../domain/observation.ts';
import type { Policy } from '../domain/policy.ts';
import { contentDigest, type ReleaseId, releaseFileOf } from '../domain/release.ts';
import type { BlobId, CommitFacts, HistoryCommit } from '../ports/release-history.ts';
import { checkRelease } from './check-release.ts';
import { type ReadDeps, type ReleaseText, readReleases } from './read-releases.ts';
import { releaseOf, routeOf, textOrNull, withdrawnOf } from './release-of.ts';
import { revertReason } from './revert-reason.ts';

interface Version {
  readonly id: ReleaseId;
  readonly path: string;
  readonly blob: BlobId;
  readonly origin: CommitFacts;
}

/**
 * The edits of each release in these commits, oldest first. A version that could not be used when it was made is no
 * edit, so that many commits at once end where one by one would; neither is one that asks again for the same. Where people
 * sign for what a file says, other words are another edit.
 */
export async function collectEdits(
  deps: ReadDeps,
  commitsOf: ReadonlyMap<ReleaseId, readonly HistoryCommit[]>,
  policy: Policy,
): Promise<ReadonlyMap<ReleaseId, readonly Edit[]>> {
  const versions = [...commitsOf].flatMap(([id, commits]) => versionsOf(id, commits));
  const read = await readReleases(deps, versions);
  const isSigned = policy.approvals.roles.size > 0;
  const edits = new Map<ReleaseId, Edit[]>();
  for (const [index, { id, path, blob, origin }] of versions.entries()) {
    const result = read[index];
    if (result === undefined || !result.ok || checkRelease(path, result.value, policy).length > 0) continue;
    const earlier = edits.get(id) ?? [];
    const edit = editOf(path, result.value, { ...origin, blob });
    const last = earlier.at(-1);
    if (!asksTheSame(last, edit) || (isSigned && last?.text !== edit.text)) edits.set(id, [...earlier, edit]);
  }
  return edits;
}

/** What one version of a release file asks for. */
export function editOf(
  file: string,
  document: ReleaseText,
  origin: CommitFacts & { readonly blob: BlobId },
): Edit {
  const { workflow, content } = releaseOf(file, document.value);
  return {
    commit: origin.commit,
    position: origin.position,
    author: origin.author,
    committedAt: origin.committedAt,
    desiredState: document.value.desiredState,
    route: routeOf(document.value),
    reason: textOrNull(document.value.reason) ?? revertReason(origin.subject),
    withdrawn: withdrawnOf(document.value),
    workflow,
    content: contentDigest(content),
    text: document.text,
    approval: known(null),
    at: document.locate(['desiredState'], 'value'),
    blob: origin.blob,
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
