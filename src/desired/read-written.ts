import type { ReportDocument } from '../document/generated/report.ts';
import { readDocument } from '../document/read-document.ts';
import { asDay } from '../domain/day.ts';
import type { MainCommit, WrittenAnswer, WrittenRelease, WrittenReport } from '../domain/main-history.ts';
import type { Policy } from '../domain/policy.ts';
import { contentDigest, type ReleaseId, releaseIdOfFile } from '../domain/release.ts';
import type { BlobId, HistoryCommit } from '../ports/release-history.ts';
import { checkReport } from './check-report.ts';
import { readBlobs } from './read-blobs.ts';
import { type ReadDeps, type ReadRelease, readReleases } from './read-releases.ts';
import { releaseOf } from './release-of.ts';

/** Which files of which commits are read; reading all of a long history takes its time. */
export type IsWanted = (release: ReleaseId, by: MainCommit) => boolean;

interface Change {
  readonly by: MainCommit;
  readonly path: string;
  readonly blob: BlobId | null;
}

type ChangeWithFile = Change & { readonly blob: BlobId };

/** What commits made of release files, oldest first. Rules are not asked: what was written then was judged then. */
export async function readWrittenReleases(
  deps: ReadDeps,
  commits: readonly HistoryCommit[],
  isWanted: IsWanted,
): Promise<readonly WrittenRelease[]> {
  const changes = changesIn(commits).flatMap((change) => {
    const release = releaseIdOfFile(change.path);
    return release !== undefined && isWanted(release, change.by) ? [{ ...change, release }] : [];
  });
  const files = changes.filter(hasFile);
  const read = await readReleases(deps, files);
  const documents = new Map<Change, ReadRelease | undefined>(files.map((file, index) => [file, read[index]]));
  return changes.map((change) => {
    const result = documents.get(change);
    const { release, by, blob } = change;
    if (result === undefined || !result.ok)
      return { release, by, workflow: null, content: null, present: blob !== null };
    const { workflow, content } = releaseOf(change.path, result.value.value);
    return { release, by, workflow, content: contentDigest(content), present: true };
  });
}

/**
 * What commits made of the files in which early adopters answer, oldest first. A version with findings against the
 * registry of today is no answer, as everywhere else.
 */
export async function readWrittenReports(
  { history, policy }: Pick<ReadDeps, 'history'> & { readonly policy: Policy | null },
  commits: readonly HistoryCommit[],
  isWanted: IsWanted,
): Promise<readonly WrittenReport[]> {
  const changes = changesIn(commits).flatMap((change) => {
    const [, release, team] = reportName.exec(change.path) ?? [];
    if (release === undefined || team === undefined) return [];
    const about = { release: release as ReleaseId, team };
    return isWanted(about.release, change.by) ? [{ ...change, ...about }] : [];
  });
  const blobs = changes.filter(hasFile).map(({ blob }) => blob);
  const contents = blobs.length === 0 ? new Map<BlobId, null>() : await readBlobs(history, blobs);
  return changes.map(({ release, team, by, path, blob }) => {
    const bytes = blob === null ? null : (contents.get(blob) ?? null);
    const read = bytes === null ? null : readDocument({ file: path, bytes, schema: 'report' });
    const counts = read?.ok === true && checkReport(team, read.value, { policy, release: null }).length === 0;
    const answer = counts ? answerOf(read.value.value) : null;
    return { release, team, by, answer, present: blob !== null };
  });
}

const reportName = /^releases\/([^/]+\/[^/]+)\.reports\/([^/]+)\.yaml$/;

function answerOf({ state, acceptedAt, result, date }: ReportDocument): WrittenAnswer {
  return {
    state,
    acceptedAt: asDay(acceptedAt ?? '') ?? null,
    result: result ?? null,
    date: asDay(date ?? '') ?? null,
  };
}

function changesIn(commits: readonly HistoryCommit[]): readonly Change[] {
  return commits.flatMap(({ changed, commit, position, author, subject, committedAt }) => {
    const by = { commit, position, author, subject, committedAt };
    return changed.map(({ path, blob }) => ({ by, path, blob }));
  });
}

function hasFile<T extends Change>(change: T): change is T & ChangeWithFile {
  return change.blob !== null;
}
