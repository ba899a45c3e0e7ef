import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CommitSha } from '../../domain/desired-state.ts';
import { StagepostError } from '../../domain/failure.ts';
import type { RecordStep } from '../../domain/record-step.ts';
import type { CommitSignatures } from '../../ports/commit-signatures.ts';
import type { ReleaseHistory } from '../../ports/release-history.ts';
import { openBlobReader } from './cat-file-batch.ts';
import { checkBranch } from './check-address.ts';
import { openCommitSignatures } from './commit-signatures.ts';
import { discoveryEnvironment, gitEnvironment } from './environment.ts';
import { makeReleaseHistory } from './make-release-history.ts';
import { mergeRevision } from './merge-revision.ts';
import { resolveCommit } from './object-name.ts';
import { makeRecordReader, type RecordReader } from './read-record.ts';
import { readRecordLine } from './read-record-line.ts';
import { type GitPlace, gitLine, runGit } from './run-git.ts';
import { type ChangedFile, writeChangedTree } from './write-changed-tree.ts';
import { writeWorkingTree } from './write-working-tree.ts';

/** Somebody's clone of the release repository, read without changing it and without asking its origin. */
export interface WorkingClone {
  /** Its head is HEAD, or the revision that was asked for. */
  readonly history: ReleaseHistory;
  /** The record as the clone has it. */
  readonly records: RecordReader;
  /** Who signed commits of the clone. */
  readonly signatures: CommitSignatures;
  /** Every commit of the record that the clone has, oldest first; none when there is no branch. */
  recordLine(): Promise<readonly RecordStep[]>;
  /** The working files as they would be committed; an id for `history.tree`, not of a commit. */
  treeOfWorkingFiles(): Promise<CommitSha>;
  /** What a commit would hold with one file written anew; an id for `history.tree`. */
  treeWith(change: ChangedFile): Promise<CommitSha>;
  /** Ends the processes that were kept and removes what was made aside; idempotent. */
  close(): Promise<void>;
}

/** Which clone, and what of it. */
export interface WorkingCloneOptions {
  /** A folder of the clone. */
  readonly dir: string;
  readonly recordBranch: string;
  /** A revision in git's notation; HEAD when absent. */
  readonly revision?: string;
  /** A branch that is taken as merged into it; nothing is written into the clone. */
  readonly merged?: string;
}

/** Opens a clone. Throws `bad-release-repository` when the folder is none, or has only the newest part of the history. */
export async function openWorkingClone(options: WorkingCloneOptions): Promise<WorkingClone> {
  const branch = checkBranch(options.recordBranch);
  const found = await findClone(path.resolve(options.dir));
  const aside = await mkdtemp(path.join(tmpdir(), 'stagepost-clone-'));
  const place = await readOnlyPlace(found, aside);
  const blobs = openBlobReader(place);
  const revision = options.revision ?? 'HEAD';
  const record = () => findRecord(place, branch);
  return {
    history: makeReleaseHistory(place, blobs, () => findHead(place, revision, options.merged)),
    records: makeRecordReader({ place, blobs }, record, record),
    signatures: openCommitSignatures({ place, aside }),
    recordLine: async () => {
      const newest = await record();
      return newest === null ? [] : readRecordLine({ place, blobs }, newest);
    },
    treeOfWorkingFiles: () => writeWorkingTree(place, path.join(aside, 'index')),
    treeWith: (change) => writeChangedTree(place, path.join(aside, 'changed-index'), change),
    close: async () => {
      await blobs.close();
      await rm(aside, { recursive: true, force: true });
    },
  };
}

interface FoundClone {
  readonly top: string;
  readonly gitDir: string;
  readonly objects: string;
}

async function findClone(dir: string): Promise<FoundClone> {
  const place = { dir, env: discoveryEnvironment() };
  const args = ['rev-parse', '--path-format=absolute', '--show-toplevel', '--absolute-git-dir', '--git-path'];
  const answer = await runGit(place, [...args, 'objects', '--is-shallow-repository']);
  const [top, gitDir, objects, shallow] = answer.stdout.toString().split('\n');
  if (answer.exitCode !== 0 || top === undefined || gitDir === undefined || objects === undefined) {
    throw badClone(
      `${dir} is not a clone that can be read`,
      'Go into a clone of it, or name one.',
      answer.stderr,
    );
  }
  if (shallow !== 'true') return { top, gitDir, objects };
  const hint = 'Fetch the whole history: git fetch --unshallow, or fetch-depth: 0 in a workflow.';
  throw badClone(`${dir} has only the newest part of the history`, hint);
}

// New objects go into a folder of ours, and the clone's own are read from where they are.
async function readOnlyPlace(clone: FoundClone, aside: string): Promise<GitPlace> {
  const objects = path.join(aside, 'objects');
  await mkdir(objects);
  const env = gitEnvironment({
    GIT_DIR: clone.gitDir,
    GIT_WORK_TREE: clone.top,
    GIT_OBJECT_DIRECTORY: objects,
    GIT_ALTERNATE_OBJECT_DIRECTORIES: JSON.stringify(clone.objects),
  });
  return { dir: clone.top, env };
}

async function findHead(place: GitPlace, revision: string, merged: string | undefined): Promise<CommitSha> {
  const head = await findRevision(place, revision);
  return merged === undefined ? head : mergeRevision(place, head, await findRevision(place, merged));
}

async function findRevision(place: GitPlace, revision: string): Promise<CommitSha> {
  const commit = await resolveCommit(place, revision);
  if (commit !== null) return commit;
  throw badClone(`there is no commit "${revision}" in this clone`, 'See git log for those that are there.');
}

async function findRecord(place: GitPlace, branch: string): Promise<CommitSha | null> {
  for (const ref of [`refs/remotes/origin/${branch}`, `refs/heads/${branch}`]) {
    const commit = await resolveCommit(place, ref);
    if (commit !== null) return commit;
  }
  const remotes = await gitLine(place, ['remote'], { doing: 'list the remotes' });
  if (!remotes.split('\n').includes('origin')) return null;
  // Not fetched looks like not there, so nothing can be said.
  const hint = `Fetch it: git fetch origin ${branch}:refs/remotes/origin/${branch}`;
  throw badClone(`this clone has not fetched branch ${branch}`, hint);
}

function badClone(message: string, hint: string, stderr = ''): StagepostError {
  const details = stderr.split('\n').filter((line) => line !== '');
  return new StagepostError({
    code: 'bad-release-repository',
    message,
    hint,
    treatment: 'needs-person',
    details,
  });
}
