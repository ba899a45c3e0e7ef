import { statementsIn } from '../../audit/attested.ts';
import {
  fileKey,
  type MainCommit,
  type MainFacts,
  type ReleaseAt,
  type SignedEdit,
} from '../../audit/facts.ts';
import { newGenerations, newVisits, type Step, stepsOf } from '../../audit/step.ts';
import { readPolicy } from '../../config/read-policy.ts';
import { readCheckedTree } from '../../desired/check-tree.ts';
import { knownReleases } from '../../desired/known-releases.ts';
import { policyFile, readPolicyFile } from '../../desired/read-policy-file.ts';
import { type ReleaseCache, readReleases } from '../../desired/read-releases.ts';
import { releaseOf } from '../../desired/release-of.ts';
import { revertReason } from '../../desired/revert-reason.ts';
import type { CommitSha } from '../../domain/desired-state.ts';
import { noReports, type ReleaseReports } from '../../domain/early-adopter.ts';
import type { Policy } from '../../domain/policy.ts';
import { emptyRecord } from '../../domain/record.ts';
import type { RecordStep } from '../../domain/record-step.ts';
import { contentDigest, type ReleaseId, releaseFileOf } from '../../domain/release.ts';
import type { CommitSignatures } from '../../ports/commit-signatures.ts';
import type { ReleaseHistory, TreeEntry } from '../../ports/release-history.ts';
import { readSigned } from './read-signed.ts';

/**
 * Reads of main what the record cites: its line, the policy and release files of the commits that are named, and who
 * signed for these.
 */
export async function readMain(
  { history, signatures }: { readonly history: ReleaseHistory; readonly signatures: CommitSignatures },
  steps: readonly RecordStep[],
): Promise<MainFacts> {
  const head = (await history.head()).commit;
  const reader = { history, cache: new Map() as ReleaseCache, policyCache: new Map<string, Policy | null>() };
  const headPolicy = await policyAt(reader, await history.tree(head));
  const left = (headPolicy?.guards.allowances ?? []).flatMap((entry) =>
    entry.guard === 'rewritten-history' ? [entry.commit] : [],
  );
  const commits = new Map<CommitSha, MainCommit>();
  const cited = citedBy(steps);
  const signed = new Map<string, SignedEdit>();
  for (const end of [...left, head]) {
    const line = await lineTo(history, end);
    for (const { commit, ...facts } of line) commits.set(commit, facts);
    const policy = line.length === 0 ? null : await policyAt(reader, await history.tree(end));
    const found = await readSigned(
      { ...reader, readPolicy, signatures },
      { end, commits: line, policy, cited },
    );
    for (const [key, edit] of found) signed.set(key, edit);
  }
  const policies = new Map<CommitSha, Policy | null>();
  const policyBlobs = new Map<CommitSha, string>();
  const files = new Map<string, ReleaseAt | null>();
  for (const [commit, releases] of cited) {
    if (!commits.has(commit)) continue;
    const tree = await history.tree(commit);
    policies.set(commit, await policyAt(reader, tree));
    policyBlobs.set(commit, tree.find(({ path }) => path === policyFile)?.blob ?? '');
    for (const release of releases)
      files.set(
        fileKey(commit, release),
        await releaseAt(reader, tree, { release, subject: commits.get(commit)?.subject ?? '' }),
      );
  }
  const reports = await reportsOf(reader, steps, commits);
  return { head, commits, policies, policyBlobs, files, reports, signed };
}

interface Reader {
  readonly history: ReleaseHistory;
  readonly cache: ReleaseCache;
  readonly policyCache: Map<string, Policy | null>;
}

// A line that main left may be gone altogether; then what cites it cannot be proven.
async function lineTo(history: ReleaseHistory, end: CommitSha) {
  if (!(await history.isOnLine(end, end))) return [];
  return history.commits(null, end);
}

/** What early adopters said where a release went to production, in the commit that was reconciled then. */
async function reportsOf(
  reader: Reader,
  steps: readonly RecordStep[],
  commits: MainFacts['commits'],
): Promise<MainFacts['reports']> {
  const reports = new Map<string, ReleaseReports>();
  for (const step of stepsOf(steps)) {
    const { commit } = step.after.record;
    const promoted = promotedIn(step);
    if (commit === null || !commits.has(commit) || promoted.length === 0) continue;
    const known = knownReleases(step.before?.record ?? emptyRecord);
    const tree = await readCheckedTree({ ...reader, readPolicy }, commit, known);
    for (const release of promoted)
      reports.set(fileKey(commit, release), tree.reports.get(release) ?? noReports);
  }
  return reports;
}

function promotedIn(step: Step): readonly ReleaseId[] {
  return newVisits(step).flatMap(({ release, to }) => (to.state === 'Production' ? [release] : []));
}

function citedBy(steps: readonly RecordStep[]): ReadonlyMap<CommitSha, ReadonlySet<ReleaseId>> {
  const cited = new Map<CommitSha, Set<ReleaseId>>();
  const cite = (commit: CommitSha, release?: ReleaseId) => {
    const releases = cited.get(commit) ?? new Set();
    cited.set(commit, release === undefined ? releases : releases.add(release));
  };
  for (const step of stepsOf(steps)) {
    const { commit } = step.after.record;
    if (commit !== null) for (const release of [undefined, ...promotedIn(step)]) cite(commit, release);
    for (const { release, visit } of newVisits(step)) cite(visit.commit, release);
    for (const { promotion } of newGenerations(step).flatMap(statementsIn))
      cite(promotion.commit, promotion.release);
  }
  return cited;
}

async function policyAt(reader: Reader, tree: readonly TreeEntry[]): Promise<Policy | null> {
  const { history, policyCache } = reader;
  // Key files belong to it, and everything else that is no release.
  const key = tree
    .flatMap(({ path, blob }) => (path.startsWith('releases/') ? [] : `${path} ${blob}`))
    .join('\n');
  const known = policyCache.get(key);
  if (known !== undefined) return known;
  const read = await readPolicyFile(history, tree, readPolicy);
  const policy = read.ok ? read.value : null;
  policyCache.set(key, policy);
  return policy;
}

async function releaseAt(
  reader: Reader,
  tree: readonly TreeEntry[],
  { release, subject }: { readonly release: ReleaseId; readonly subject: string },
): Promise<ReleaseAt | null> {
  const path = releaseFileOf(release);
  const entry = tree.find((each) => each.path === path && each.mode === '100644');
  if (entry === undefined) return null;
  const [read] = await readReleases(reader, [{ path, blob: entry.blob }]);
  if (read === undefined || !read.ok) return null;
  const found = releaseOf(path, read.value.value);
  const reason = found.workflow.reason ?? revertReason(subject);
  const content = contentDigest(found.content);
  return found.id === release ? { release: found, content, reason, blob: entry.blob } : null;
}
