import type { CommitSha } from '../../src/domain/desired-state.ts';
import { type Instant, instantOfMs } from '../../src/domain/instant.ts';
import { type FileCommit, importCommits } from './import-commits.ts';
import { policyText, releaseText } from './release-texts.ts';
import { type SampleRelease, waysTo } from './sample-releases.ts';

/** One edit of a release file as it stands in main. */
export interface MainEdit {
  readonly commit: CommitSha;
  /** How many commits main had with it. */
  readonly position: number;
  readonly at: Instant;
  readonly wanted: string | null;
}

const days = 300;
// `stagepost init` made the first commit, and the policy is the second.
const firstPosition = 3;

/** Writes the whole history of main, one commit for each edit, over the last three hundred days. */
export async function writeMain(
  repository: string,
  releases: readonly SampleRelease[],
): Promise<ReadonlyMap<string, readonly MainEdit[]>> {
  const wishes = releases.flatMap((release) => waysTo[release.state].map((wanted) => ({ release, wanted })));
  const end = Math.floor(Date.now() / 1000) - 86_400;
  const atOf = (index: number) => Math.floor(end - days * 86_400 * (1 - index / wishes.length));
  const policy = { path: 'stagepost.yaml', text: policyText(), message: 'policy', at: atOf(0) };
  const commits = wishes.map(
    ({ release, wanted }, index): FileCommit => ({
      path: `releases/${release.id}.yaml`,
      text: releaseText(release, wanted),
      message: `${release.id}: ${wanted ?? 'submitted'}`,
      at: atOf(index),
    }),
  );
  const [, ...made] = await importCommits(repository, [policy, ...commits]);
  const edits = new Map<string, MainEdit[]>();
  for (const [index, { release, wanted }] of wishes.entries()) {
    const commit = (made[index] ?? '') as CommitSha;
    const edit = { commit, position: firstPosition + index, at: instantOfMs(atOf(index) * 1000), wanted };
    edits.set(release.id, [...(edits.get(release.id) ?? []), edit]);
  }
  return edits;
}
