import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filesToRecord } from '../../../src/adapters/git/files-to-record.ts';
import { patchRecord } from '../../../src/adapters/git/patch-record.ts';
import { changesBetween } from '../../../src/adapters/git/record-changes.ts';
import { recordToFiles } from '../../../src/adapters/git/record-to-files.ts';
import type { CommitSha } from '../../../src/domain/desired-state.ts';
import { emptyRecord, type ReconcilerRecord } from '../../../src/domain/record.ts';
import { anyRecord } from './arbitrary-record.ts';

const commit = 'c'.repeat(40) as CommitSha;

/** A record as it is read from all of its files, in the order of git. */
function asRead(record: ReconcilerRecord): ReconcilerRecord {
  const files = [...recordToFiles(record)].sort(([a], [b]) => (a < b ? -1 : 1));
  return filesToRecord(commit, new Map(files));
}

/** Some entries of one record and some of another. */
function mixed(one: ReconcilerRecord, other: ReconcilerRecord): ReconcilerRecord {
  const half = <K, V>(a: ReadonlyMap<K, V>, b: ReadonlyMap<K, V>) =>
    new Map([...[...a].filter((_, at) => at % 2 === 0), ...b]);
  return {
    ...other,
    releases: half(one.releases, other.releases),
    approvals: half(one.approvals, other.approvals),
    systems: half(one.systems, other.systems),
    generations: half(one.generations, other.generations),
  };
}

test('What changed between two records makes the second of the first, in the same order.', () => {
  fc.assert(
    fc.property(anyRecord, anyRecord, (first, second) => {
      const before = asRead(first);
      const wanted = mixed(before, second);
      const { put, remove } = changesBetween(before, wanted);
      const changes = new Map([...put, ...remove.map((path) => [path, null] as const)]);
      const found = patchRecord(before, commit, changes);
      expect(found).toEqual(asRead(wanted));
      for (const part of ['releases', 'approvals', 'systems', 'generations', 'behind'] as const)
        expect([...found[part].keys()]).toEqual([...asRead(wanted)[part].keys()]);
    }),
  );
});

test('What did not change is neither written out nor another value.', () => {
  fc.assert(
    fc.property(anyRecord, (first) => {
      const before = asRead(first);
      expect(changesBetween(before, { ...before, releases: new Map(before.releases) })).toEqual({
        put: new Map(),
        remove: [],
      });
      const found = patchRecord(before, commit, new Map());
      for (const [key, value] of before.generations) expect(found.generations.get(key)).toBe(value);
      for (const [key, value] of before.releases) expect(found.releases.get(key)).toBe(value);
    }),
  );
});

test('A record without a parent is written whole, also when it is empty.', () => {
  expect([...changesBetween(null, emptyRecord).put.keys()]).toEqual(['record.json']);
});
