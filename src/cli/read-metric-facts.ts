import { readWrittenReleases, readWrittenReports } from '../desired/read-written.ts';
import type { ReleaseRecord } from '../domain/record.ts';
import { type MetricFacts, mergeTimes } from '../metrics/facts.ts';
import type { GitFacts } from './on-git.ts';

/** What metrics are computed from, out of the two histories of git. */
export async function readMetricFacts({ history, commits, record, policy }: GitFacts): Promise<MetricFacts> {
  const deps = { history, cache: new Map() };
  const positions = new Map(commits.map(({ commit, position }) => [commit, position]));
  // What was written before a release was accepted is not looked at, and that is most of it.
  const since = new Map(
    [...record.releases.values()].flatMap((release) => {
      const accepted = acceptanceOf(release);
      return accepted === undefined ? [] : [[release.release, positions.get(accepted) ?? 0] as const];
    }),
  );
  const releases = await readWrittenReleases(deps, commits, (release, { position }) => {
    const from = since.get(release);
    return from !== undefined && position >= from;
  });
  return {
    releases: [...record.releases.values()],
    merged: mergeTimes(commits),
    written: releases,
    reports: await readWrittenReports({ history, policy }, commits, () => true),
    teams: policy?.earlyAdopters ?? new Map(),
  };
}

function acceptanceOf({ visits }: ReleaseRecord) {
  return visits.find(({ state }) => state === 'Production')?.commit;
}
