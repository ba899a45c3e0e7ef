import type { DesiredRelease, DesiredState, Edit } from '../domain/desired-state.ts';
import { digestOfValue } from '../domain/digest.ts';
import { noReports, type ReleaseReports } from '../domain/early-adopter.ts';
import type { Finding } from '../domain/finding.ts';
import type { ReconcilerRecord } from '../domain/record.ts';
import type { CommitFacts } from '../ports/release-history.ts';
import type { CheckedRelease } from './check-shared-paths.ts';
import { readCheckedTree, type TreeDeps } from './check-tree.ts';
import { collectEdits, editOf } from './collect-edits.ts';
import { readUnsettled } from './unsettled-commits.ts';

/** What reading needs; the cache belongs to the caller and is filled here. */
export type DesiredDeps = TreeDeps;

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
  const { policy, releases, unreadable, reports, findings } = await readCheckedTree(deps, commit);
  if (policy === null) return { desired: null, findings };
  const ids = releases.map(({ release }) => release.id);
  const unsettled = await readUnsettled(deps.history, { head: commit, record, releases: ids });
  const edits = await collectEdits(deps, unsettled, policy);
  const desired = releases.map((checked) =>
    desiredRelease(checked, edits.get(checked.release.id) ?? [], {
      head,
      reports: reports.get(checked.release.id) ?? noReports,
    }),
  );
  return {
    desired: { commit, committedAt, position, policy, releases: desired, unreadable, rewritten: null },
    findings,
  };
}

function desiredRelease(
  { release, document }: CheckedRelease,
  [first, ...others]: readonly Edit[],
  { head, reports }: { head: CommitFacts; reports: ReleaseReports },
): DesiredRelease {
  const content = digestOfValue(release.content);
  // Whatever the head is about, it is not what made this file.
  const today = editOf(document, { ...head, subject: '' });
  return { release, content, reports, edits: first === undefined ? [today] : [first, ...others] };
}
