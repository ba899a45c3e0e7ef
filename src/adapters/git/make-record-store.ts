import type { CommitSha } from '../../domain/desired-state.ts';
import { type Around, surrounded } from '../../ports/around.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RecordEntry, RecordStore } from '../../ports/record-store.ts';
import { gitFailed, recordSuperseded } from './git-failure.ts';
import { importCommit, type NewCommit } from './import-commit.ts';
import { type Origin, refusalOf } from './origin.ts';
import { readDiff } from './read-diff.ts';
import { makeRecordReader, type RecordReader } from './read-record.ts';
import { type RecordPlace, readRecordFiles } from './read-record-files.ts';
import { changesBetween, type FileChanges } from './record-changes.ts';
import { inventoriesToFiles } from './record-to-files.ts';

/** What a record store works with. */
export interface RecordStoreParts extends RecordPlace {
  readonly origin: Origin;
  readonly branch: string;
  readonly clock: Clock;
  readonly around?: Around;
}

/** The record on a branch of origin: every write starts from what origin has and ends by reading it back. */
export function makeRecordStore(parts: RecordStoreParts): RecordStore & RecordReader {
  const { origin, branch } = parts;
  const importer = surrounded(
    parts.around,
    { importCommit: (commit: NewCommit) => importCommit(parts.place, commit) },
    { port: 'git', methods: ['importCommit'] },
  );
  const newest = () => origin.fetch(branch);
  const { at, ...reader } = makeRecordReader(parts, newest, () => origin.fetched(branch));
  return {
    ...reader,
    ensureNewest: async (commit) => {
      const found = await origin.newest(branch);
      if (found !== commit) throw recordSuperseded(branch, commit, found);
    },
    write: async (entry) => {
      const parent = await newest();
      if (parent !== entry.next.parent) throw recordSuperseded(branch, entry.next.parent, parent);
      const { put, remove } = changesBetween(parent === null ? null : await at(parent), entry.next);
      const changes = { put: new Map([...put, ...(await newInventories(parts, parent, entry))]), remove };
      if (parent !== null && changes.put.size === 0 && remove.length === 0) return parent;
      const date = parts.clock.now();
      const made = await importer.importCommit({ ...changes, parent, date, message: entry.message });
      await publish(parts, parent, made);
      await compare(parts, { parent, made, changes });
      return made;
    },
  };
}

/**
 * Files of inventories that the parent has not, or otherwise. They are only ever added: the record does not list them,
 * and a release that has left the pool keeps its own.
 */
async function newInventories(
  parts: RecordStoreParts,
  parent: CommitSha | null,
  { inventories }: RecordEntry,
): Promise<ReadonlyMap<string, string>> {
  const wanted = inventoriesToFiles(inventories);
  if (parent === null || wanted.size === 0) return wanted;
  const before = await readRecordFiles(parts, parent, (path) => wanted.has(path));
  return new Map([...wanted].filter(([path, text]) => before.get(path) !== text));
}

// Why a push failed is not read from its words: what origin has now says it.
async function publish(parts: RecordStoreParts, from: CommitSha | null, to: CommitSha): Promise<void> {
  const { origin, branch } = parts;
  const refused = await refusalOf(origin.push(branch, { from, to }));
  const now = await origin.fetch(branch);
  if (now === to) return;
  if (now === from)
    throw refused ?? gitFailed('git said that it pushed the record, but origin has not moved');
  throw recordSuperseded(branch, to, now);
}

/** What was pushed is read back: it differs from its parent in nothing but what was to be changed. */
async function compare(
  parts: RecordStoreParts,
  {
    parent,
    made,
    changes,
  }: { readonly parent: CommitSha | null; readonly made: CommitSha; readonly changes: FileChanges },
): Promise<void> {
  const found: ReadonlyMap<string, string | null> =
    parent === null ? await readRecordFiles(parts, made) : await readDiff(parts, parent, made);
  const expected = new Map<string, string | null>([
    ...changes.put,
    ...changes.remove.map((path) => [path, null] as const),
  ]);
  const differing = [...new Set([...expected.keys(), ...found.keys()])].filter(
    (path) => expected.get(path) !== found.get(path),
  );
  if (differing.length > 0) {
    throw gitFailed('the record reads back other than it was written', { stderr: differing.join('\n') });
  }
}
