import type { CommitSha } from '../../domain/desired-state.ts';
import { type Around, surrounded } from '../../ports/around.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RecordEntry, RecordStore } from '../../ports/record-store.ts';
import { gitFailed, recordSuperseded } from './git-failure.ts';
import { importCommit, type NewCommit } from './import-commit.ts';
import { type Origin, refusalOf } from './origin.ts';
import { makeRecordReader, type RecordPlace, type RecordReader, readRecordFiles } from './read-record.ts';
import { changesBetween } from './record-changes.ts';
import { inventoriesToFiles, recordToFiles } from './record-to-files.ts';

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
  return {
    ...makeRecordReader(parts, newest, () => origin.fetched(branch)),
    ensureNewest: async (commit) => {
      const found = await origin.newest(branch);
      if (found !== commit) throw recordSuperseded(branch, commit, found);
    },
    write: async (entry) => {
      const parent = await newest();
      if (parent !== entry.next.parent) throw recordSuperseded(branch, entry.next.parent, parent);
      const before = parent === null ? new Map<string, string>() : await readRecordFiles(parts, parent);
      const wanted = wantedFiles(entry);
      const changes = changesBetween(before, wanted);
      if (parent !== null && changes.put.size === 0 && changes.remove.length === 0) return parent;
      const date = parts.clock.now();
      const made = await importer.importCommit({ ...changes, parent, date, message: entry.message });
      await publish(parts, parent, made);
      await compare(parts, made, new Map([...keptInventories(before), ...wanted]));
      return made;
    },
  };
}

function wantedFiles(entry: RecordEntry): ReadonlyMap<string, string> {
  return new Map([...recordToFiles(entry.next), ...inventoriesToFiles(entry.inventories)]);
}

function keptInventories(before: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  return [...before].filter(([path]) => path.startsWith('inventory/'));
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

async function compare(
  parts: RecordStoreParts,
  commit: CommitSha,
  expected: ReadonlyMap<string, string>,
): Promise<void> {
  const found = await readRecordFiles(parts, commit);
  const differing = [...new Set([...expected.keys(), ...found.keys()])].filter(
    (path) => expected.get(path) !== found.get(path),
  );
  if (differing.length > 0) {
    throw gitFailed('the record reads back other than it was written', { stderr: differing.join('\n') });
  }
}
