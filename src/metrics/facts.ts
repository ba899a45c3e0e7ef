import type { CommitSha } from '../domain/desired-state.ts';
import type { EarlyAdopterTeam } from '../domain/early-adopter.ts';
import type { Instant } from '../domain/instant.ts';
import type { WrittenRelease, WrittenReport } from '../domain/main-history.ts';
import type { Visit } from '../domain/record.ts';
import type { ReleaseId } from '../domain/release.ts';

/** Everything that metrics are computed from; all of it is in git. */
export interface MetricFacts {
  readonly releases: readonly { readonly release: ReleaseId; readonly visits: readonly Visit[] }[];
  /** When main came to each of its commits. */
  readonly merged: ReadonlyMap<CommitSha, Instant>;
  /** What main said about releases, in any order. */
  readonly written: readonly WrittenRelease[];
  /** What main said about the answers of early adopters, in any order. */
  readonly reports: readonly WrittenReport[];
  /** The registry, by key of the team (R104). */
  readonly teams: ReadonlyMap<string, EarlyAdopterTeam>;
}

/**
 * When main came to each of its commits, oldest first. A committer writes any date into a commit: main is never
 * earlier at one commit than at the one before.
 */
export function mergeTimes(
  commits: readonly { readonly commit: CommitSha; readonly committedAt: Instant }[],
): ReadonlyMap<CommitSha, Instant> {
  const times = new Map<CommitSha, Instant>();
  let latest: Instant | undefined;
  for (const { commit, committedAt } of commits) {
    latest = latest === undefined || latest < committedAt ? committedAt : latest;
    times.set(commit, latest);
  }
  return times;
}
