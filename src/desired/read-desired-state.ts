import type { DesiredRelease, DesiredState, Edit } from '../domain/desired-state.ts';
import { noReports } from '../domain/early-adopter.ts';
import type { Finding } from '../domain/finding.ts';
import type { ReconcilerRecord } from '../domain/record.ts';
import { contentDigest, type ReleaseId } from '../domain/release.ts';
import type { CommitFacts } from '../ports/release-history.ts';
import { type ApprovalDeps, type Edits, withApprovals } from './approvals/read-approvals.ts';
import type { CheckedRelease } from './check-shared-paths.ts';
import { readCheckedTree, type TreeDeps } from './check-tree.ts';
import { collectEdits, editOf } from './collect-edits.ts';
import { knownReleases } from './known-releases.ts';
import { readUnsettled } from './unsettled-commits.ts';

/** What reading needs; the cache belongs to the caller and is filled here. */
export interface DesiredDeps extends TreeDeps, ApprovalDeps {}

export interface DesiredRequest {
  readonly head: CommitFacts;
  readonly record: ReconcilerRecord;
}

export interface DesiredAnswer {
  /** Null while stagepost.yaml cannot be read: without policy nothing can be asked for. */
  readonly desired: DesiredState | null;
  readonly findings: readonly Finding[];
}

/** What main asks for at one commit, with the edits that the record has not settled yet. */
export async function readDesiredState(deps: DesiredDeps, request: DesiredRequest): Promise<DesiredAnswer> {
  const { head, record } = request;
  const { commit, committedAt, position } = head;
  const { policy, policyBlob, releases, unreadable, reports, findings } = await readCheckedTree(
    deps,
    commit,
    knownReleases(record),
  );
  if (policy === null) return { desired: null, findings };
  const ids = releases.map(({ release }) => release.id);
  const unsettled = await readUnsettled(deps.history, { head: commit, record, releases: ids });
  const collected = await collectEdits(deps, unsettled.byRelease, policy);
  const edits = new Map(releases.map((each) => [each.release.id, editsOf(each, collected, head)]));
  const signed = await withApprovals(deps, edits, { head: commit, policy, unsettled });
  const desired = releases.map(
    (each): DesiredRelease => ({
      release: each.release,
      content: contentDigest(each.release.content),
      reports: reports.get(each.release.id) ?? noReports,
      edits: signed.get(each.release.id) ?? editsOf(each, collected, head),
    }),
  );
  return {
    desired: {
      ...{ commit, committedAt, position, policy, policyBlob, unreadable },
      releases: desired,
      rewritten: null,
    },
    findings,
  };
}

function editsOf(
  { release, document, blob }: CheckedRelease,
  collected: ReadonlyMap<ReleaseId, readonly Edit[]>,
  head: CommitFacts,
): Edits {
  const [first, ...others] = collected.get(release.id) ?? [];
  // Whatever the head is about, it is not what made this file.
  return first === undefined
    ? [editOf(release.file, document, { ...head, subject: '', blob })]
    : [first, ...others];
}
