import { type ReadDeps, readReleases } from '../desired/read-releases.ts';
import { type ReportDeps, readReports } from '../desired/read-reports.ts';
import { releaseOf } from '../desired/release-of.ts';
import { type SortedEntries, sortEntries } from '../desired/sort-entries.ts';
import type { CommitSha } from '../domain/desired-state.ts';
import { noReports } from '../domain/early-adopter.ts';
import type { Policy } from '../domain/policy.ts';
import type { PastStep } from '../domain/policy-replay.ts';
import { mergeTimes } from '../metrics/facts.ts';
import { pastSteps, type RecordedStep } from '../plan/replay/past-steps.ts';
import type { StepToReplay } from '../plan/replay/replay-policy.ts';
import type { GitFacts } from './on-git.ts';

interface Deps extends ReadDeps, ReportDeps {
  readonly policy: Policy;
  readonly trees: Map<CommitSha, SortedEntries>;
}

/**
 * The steps of the record that are wanted, each with its release file and its reports as main had them then. Reports are
 * held against the teams of the policy that is tried.
 */
export async function readStepsToReplay(
  { history, commits, record }: Pick<GitFacts, 'history' | 'commits' | 'record'>,
  policy: Policy,
  isWanted: (step: PastStep) => boolean,
): Promise<readonly StepToReplay[]> {
  const deps = { history, policy, cache: new Map(), reportCache: new Map(), trees: new Map() };
  const commitOf = commitsByTime(commits);
  const steps: StepToReplay[] = [];
  for (const each of pastSteps(record.releases.values()).filter(({ step }) => isWanted(step)))
    steps.push({ ...each, file: await fileAt(deps, commitOf(each.step), each) });
  return steps;
}

/** The newest commit of main at a step; never one before that for which the step was done. */
function commitsByTime(commits: GitFacts['commits']): (step: PastStep) => CommitSha | null {
  const merged = mergeTimes(commits);
  const positions = new Map(commits.map(({ commit }, index) => [commit, index]));
  return ({ at, commit }) => {
    const newest = commits.findLastIndex((each) => (merged.get(each.commit) ?? at) <= at);
    return commits[Math.max(newest, positions.get(commit) ?? -1)]?.commit ?? null;
  };
}

async function fileAt(
  deps: Deps,
  commit: CommitSha | null,
  { step }: RecordedStep,
): Promise<StepToReplay['file']> {
  if (commit === null) return null;
  const sorted = deps.trees.get(commit) ?? sortEntries(await deps.history.tree(commit));
  deps.trees.set(commit, sorted);
  const own: SortedEntries = {
    releases: sorted.releases.filter(({ id }) => id === step.release),
    reports: sorted.reports.filter(({ release }) => release === step.release),
    unreadable: [],
    stray: [],
  };
  const entries = own.releases.map(({ entry }) => entry);
  const [file, [read]] = [entries[0], await readReleases(deps, entries)];
  if (file === undefined || read === undefined || !read.ok) return null;
  const release = releaseOf(file.path, read.value.value);
  const about = { policy: deps.policy, releases: new Map([[release.id, release]]) };
  const { reports } = await readReports(deps, own, about);
  return { release, reports: reports.get(release.id) ?? noReports };
}
