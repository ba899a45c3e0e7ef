import type { CommitSha, UnreadableRelease } from '../domain/desired-state.ts';
import { compareFindings, type Finding } from '../domain/finding.ts';
import type { Policy } from '../domain/policy.ts';
import type { Release, ReleaseId } from '../domain/release.ts';
import { checkDuplicates, type KnownReleases } from './check-duplicates.ts';
import { checkRelease } from './check-release.ts';
import { type CheckedRelease, checkSharedPaths } from './check-shared-paths.ts';
import { type PolicyReader, policyFile, readPolicyFile } from './read-policy-file.ts';
import { type ReadDeps, readReleases } from './read-releases.ts';
import { type ReadReports, type ReportDeps, readReports } from './read-reports.ts';
import { releaseOf } from './release-of.ts';
import { type SortedEntries, sortEntries } from './sort-entries.ts';

export interface TreeDeps extends ReadDeps, ReportDeps {
  readonly readPolicy: PolicyReader;
}

/** Everything that one commit says, and everything that is wrong with it. */
export interface CheckedTree {
  /** Null while stagepost.yaml cannot be read. */
  readonly policy: Policy | null;
  /** Name in git of stagepost.yaml; empty where there is none. */
  readonly policyBlob: string;
  /** Releases without findings, in order of id. */
  readonly releases: readonly CheckedRelease[];
  /** Releases with findings, in order of id. */
  readonly unreadable: readonly UnreadableRelease[];
  /** What early adopters say, by release. */
  readonly reports: ReadReports['reports'];
  /** All findings, those of releases included, in their order. */
  readonly findings: readonly Finding[];
}

/** Checks a commit of the release repository as data; for `stagepost validate`. */
export async function checkTree(
  { history, readPolicy }: Pick<TreeDeps, 'history' | 'readPolicy'>,
  commit: CommitSha,
  known: KnownReleases = new Map(),
): Promise<{
  readonly policy: Policy | null;
  readonly releases: readonly Release[];
  readonly findings: readonly Finding[];
}> {
  const { policy, releases, findings } = await readCheckedTree(
    { history, readPolicy, cache: new Map() },
    commit,
    known,
  );
  return { policy, releases: releases.map(({ release }) => release), findings };
}

/** Reads and checks all files of a commit; `known` are the releases that were there before, for what comes twice. */
export async function readCheckedTree(
  deps: TreeDeps,
  commit: CommitSha,
  known: KnownReleases = new Map(),
): Promise<CheckedTree> {
  const tree = await deps.history.tree(commit);
  const sorted = sortEntries(tree);
  const policy = await readPolicyFile(deps.history, tree, deps.readPolicy);
  const judged = withoutDuplicates(await judgeReleases(deps, sorted, policy.ok ? policy.value : null), known);
  const reports = await readReports(deps, sorted, {
    policy: policy.ok ? policy.value : null,
    releases: new Map(judged.releases.map(({ release }) => [release.id, release])),
  });
  const unreadable = [...judged.unreadable, ...sorted.unreadable].sort(byId);
  const findings = [
    ...(policy.ok ? [] : policy.findings),
    ...sorted.stray,
    ...reports.findings,
    ...unreadable.flatMap((release) => release.findings),
  ];
  return {
    policy: policy.ok ? policy.value : null,
    policyBlob: tree.find(({ path }) => path === policyFile)?.blob ?? '',
    releases: judged.releases.toSorted((a, b) => byId(a.release, b.release)),
    unreadable,
    reports: reports.reports,
    findings: findings.sort(compareFindings),
  };
}

type Judged = Pick<CheckedTree, 'releases' | 'unreadable'>;

async function judgeReleases(deps: TreeDeps, sorted: SortedEntries, policy: Policy | null): Promise<Judged> {
  const read = await readReleases(
    deps,
    sorted.releases.map(({ entry }) => entry),
  );
  const sound: CheckedRelease[] = [];
  const unreadable: UnreadableRelease[] = [];
  for (const [index, { id, entry }] of sorted.releases.entries()) {
    const result = read[index];
    if (result === undefined) continue;
    const findings = result.ok ? checkRelease(entry.path, result.value, policy) : result.findings;
    if (!result.ok || findings.length > 0) unreadable.push({ id, findings });
    else {
      const release = releaseOf(entry.path, result.value.value);
      sound.push({ document: result.value, release, blob: entry.blob });
    }
  }
  return policy === null ? { releases: sound, unreadable } : withoutClashes(sound, unreadable, policy);
}

function withoutClashes(
  sound: readonly CheckedRelease[],
  unreadable: readonly UnreadableRelease[],
  policy: Policy,
): Judged {
  return without(checkSharedPaths(sound, policy), { releases: sound, unreadable });
}

function withoutDuplicates(judged: Judged, known: KnownReleases): Judged {
  return without(checkDuplicates(judged.releases, known), judged);
}

function without(
  faulty: ReadonlyMap<CheckedRelease, readonly Finding[]>,
  { releases, unreadable }: Judged,
): Judged {
  const added = [...faulty].map(([{ release }, findings]) => ({ id: release.id, findings }));
  return { releases: releases.filter((one) => !faulty.has(one)), unreadable: [...unreadable, ...added] };
}

function byId(a: { readonly id: ReleaseId }, b: { readonly id: ReleaseId }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
