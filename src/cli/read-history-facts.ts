import { readWrittenReleases, readWrittenReports } from '../desired/read-written.ts';
import type { ReleaseId } from '../domain/release.ts';
import type { HistoryFacts } from '../report/history-view.ts';
import type { GitFacts } from './on-git.ts';

/** What the history of one release is made from, out of the two histories of git. */
export async function readHistoryFacts(
  release: ReleaseId,
  { history, commits, record, policy }: Omit<GitFacts, 'at'>,
): Promise<HistoryFacts> {
  const deps = { history, cache: new Map() };
  const isOurs = (id: ReleaseId) => id === release;
  return {
    release,
    record: record.releases.get(release) ?? null,
    commits: new Map(commits.map((commit) => [commit.commit, commit])),
    written: await readWrittenReleases(deps, commits, isOurs),
    reports: await readWrittenReports({ history, policy }, commits, isOurs),
  };
}
