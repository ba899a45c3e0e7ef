import { fileKey, type SignedEdit } from '../../audit/facts.ts';
import { type ApprovalDeps, type Edits, withApprovals } from '../../desired/approvals/read-approvals.ts';
import { editOf } from '../../desired/collect-edits.ts';
import { readReleases } from '../../desired/read-releases.ts';
import type { CommitSha, Edit } from '../../domain/desired-state.ts';
import { unknown } from '../../domain/observation.ts';
import type { Policy } from '../../domain/policy.ts';
import { type ReleaseId, releaseFileOf } from '../../domain/release.ts';
import type { HistoryCommit } from '../../ports/release-history.ts';

/** A line of main with what the record cites of it. */
export interface CitedLine {
  readonly end: CommitSha;
  /** From its root on. */
  readonly commits: readonly HistoryCommit[];
  /** The policy at its end; null where it cannot be read. */
  readonly policy: Policy | null;
  readonly cited: ReadonlyMap<CommitSha, ReadonlySet<ReleaseId>>;
}

/**
 * Who signed for the files of cited commits. A file is what the last commit made of it that changed it, so that no later
 * commit can be cited to pass by what was signed.
 */
export async function readSigned(
  deps: ApprovalDeps,
  { end, commits, policy, cited }: CitedLine,
): Promise<ReadonlyMap<string, SignedEdit>> {
  const made = new Map<string, Edit>();
  const edits = new Map<ReleaseId, Map<CommitSha, Edit>>();
  for (const [release, commit, change] of changesFor(commits, cited)) {
    const known = edits.get(release) ?? new Map<CommitSha, Edit>();
    const edit = known.get(change.commit) ?? (await readEdit(deps, release, change));
    if (edit === undefined) continue;
    edits.set(release, known.set(change.commit, edit));
    made.set(fileKey(commit, release), edit);
  }
  const signed = await signedBy(deps, edits, { end, commits, policy });
  return new Map([...made].map(([key, edit]) => [key, signed.get(edit) ?? edit]));
}

function changesFor(
  commits: readonly HistoryCommit[],
  cited: CitedLine['cited'],
): readonly (readonly [ReleaseId, CommitSha, HistoryCommit])[] {
  const last = new Map<string, HistoryCommit>();
  return commits.flatMap((commit) => {
    for (const { path } of commit.changed) last.set(path, commit);
    return [...(cited.get(commit.commit) ?? [])].flatMap((release) => {
      const change = last.get(releaseFileOf(release));
      return change === undefined ? [] : [[release, commit.commit, change] as const];
    });
  });
}

async function readEdit(
  deps: ApprovalDeps,
  release: ReleaseId,
  change: HistoryCommit,
): Promise<Edit | undefined> {
  const path = releaseFileOf(release);
  const blob = change.changed.find((each) => each.path === path)?.blob ?? null;
  if (blob === null) return undefined;
  const [read] = await readReleases(deps, [{ path, blob }]);
  return read?.ok === true ? editOf(path, read.value, { ...change, blob }) : undefined;
}

async function signedBy(
  deps: ApprovalDeps,
  edits: ReadonlyMap<ReleaseId, ReadonlyMap<CommitSha, Edit>>,
  { end, commits, policy }: Omit<CitedLine, 'cited'>,
): Promise<ReadonlyMap<Edit, Edit>> {
  const lists = new Map<ReleaseId, Edits>();
  for (const [release, known] of edits) {
    const [first, ...others] = known.values();
    if (first !== undefined) lists.set(release, [first, ...others]);
  }
  const all = [...lists.values()].flat();
  if (policy === null) {
    const approval = unknown('stagepost.yaml at the end of main cannot be read');
    return new Map(all.map((edit) => [edit, { ...edit, approval }]));
  }
  const byRelease = new Map([...lists.keys()].map((release) => [release, commits]));
  const signed = await withApprovals(deps, lists, {
    head: end,
    policy,
    unsettled: { since: null, commits, byRelease },
  });
  const answers = [...lists.keys()].flatMap((release) => [...(signed.get(release) ?? [])]);
  return new Map(all.map((edit, index) => [edit, answers[index] ?? edit]));
}
