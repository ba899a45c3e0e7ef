import { resolve } from 'node:path';
import { type Base, findBase } from '../../adapters/git/find-base.ts';
import { openWorkingClone, type WorkingClone } from '../../adapters/git/open-working-clone.ts';
import { readPolicy } from '../../config/read-policy.ts';
import { type CheckedTree, readCheckedTree } from '../../desired/check-tree.ts';
import { knownReleases } from '../../desired/known-releases.ts';
import { readDesiredState } from '../../desired/read-desired-state.ts';
import type { DesiredState } from '../../domain/desired-state.ts';
import { failureOf } from '../../domain/failure.ts';
import type { Finding } from '../../domain/finding.ts';
import { emptyRecord, type ReconcilerRecord } from '../../domain/record.ts';
import type { ReleaseId } from '../../domain/release.ts';
import { good, type Result, refused } from '../../domain/result.ts';
import { releaseNamed } from '../find-release.ts';
import type { Io } from '../io.ts';

/** A clone of the release repository, as a person who wants to change it has it. */
export interface EditWorld {
  readonly dir: string;
  readonly base: Base;
  readonly clone: WorkingClone;
  /** Everything at the base, readable or not. */
  readonly tree: CheckedTree;
  readonly desired: DesiredState;
  /** As the clone has it; empty where it has none, so that only what main asks for counts. */
  readonly record: ReconcilerRecord;
}

/** Opens the clone at the newest main for one piece of work; refused while stagepost.yaml cannot be read. */
export async function inEditWorld<T>(
  io: Io,
  options: { readonly repository: string; readonly base?: string },
  work: (world: EditWorld) => Promise<Result<T>>,
): Promise<Result<T>> {
  const dir = resolve(io.cwd, options.repository);
  const opened = { dir, recordBranch: 'stagepost-record' };
  // Says what is wrong with the folder before anything is asked of it.
  await (await openWorkingClone(opened)).close();
  const base = await findBase(dir, options.base);
  const clone = await openWorkingClone({ ...opened, revision: base.commit });
  try {
    const { desired, record, tree, findings } = await readWorld(io, clone);
    return desired === null ? refused(findings) : await work({ dir, base, clone, tree, desired, record });
  } finally {
    await clone.close();
  }
}

async function readWorld(io: Io, { history, records, signatures }: WorkingClone) {
  const deps = { history, signatures, cache: new Map(), readPolicy };
  const head = await history.head();
  const recorded = await recordOf(io, records);
  const last = recorded.commit;
  const fits = last === null || (await history.isOnLine(last, head.commit).catch(() => false));
  // A base that does not follow what was reconciled has no edits to walk: today's files count.
  const record = fits ? recorded : { ...recorded, commit: head.commit, behind: new Map() };
  const tree = await readCheckedTree(deps, head.commit, knownReleases(record));
  return { ...(await readDesiredState(deps, { head, record })), record, tree };
}

async function recordOf(io: Io, records: WorkingClone['records']): Promise<ReconcilerRecord> {
  try {
    return await records.read();
  } catch (error) {
    const { message, hint } = failureOf(error);
    io.err(`note: ${message}, so that only what main asks for is known. ${hint}`);
    return emptyRecord;
  }
}

/** The release that somebody named, by what main has. */
export function releaseOfMain(name: string, { tree, desired }: EditWorld): ReleaseId {
  const ids = [...tree.unreadable.map(({ id }) => id), ...desired.releases.map(({ release }) => release.id)];
  return releaseNamed(name, ids, 'main has no release');
}

/** A release that can be edited: its file is sound. */
export function soundRelease(
  id: ReleaseId,
  { tree, desired }: EditWorld,
): Result<DesiredState['releases'][number]> {
  const found = desired.releases.find(({ release }) => release.id === id);
  if (found !== undefined) return good(found);
  const findings: readonly Finding[] = tree.unreadable.find((each) => each.id === id)?.findings ?? [];
  return refused(findings);
}

/** The bytes of a file at the base; null where there is none. */
export async function fileAtBase(file: string, { clone, base }: EditWorld): Promise<Uint8Array | null> {
  const entry = (await clone.history.tree(base.commit)).find(({ path }) => path === file);
  return entry === undefined ? null : ((await clone.history.blobs([entry.blob]))[0] ?? null);
}
