import { emptyRecord, type ReconcilerRecord } from '../../domain/record.ts';
import { recordToFiles } from './record-to-files.ts';

/** What a commit does to the files of its parent. */
export interface FileChanges {
  readonly put: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
}

/**
 * The difference between the files of the record of the parent and of the one that is wanted. Where both have the very
 * same value nothing is written out, so that a step of one release costs the same among ten thousand.
 */
export function changesBetween(before: ReconcilerRecord | null, wanted: ReconcilerRecord): FileChanges {
  if (before === null) return { put: recordToFiles(wanted), remove: [] };
  const old = recordToFiles(withoutCommon(before, wanted));
  const next = recordToFiles(withoutCommon(wanted, before));
  return {
    put: new Map([...next].filter(([path, text]) => old.get(path) !== text)),
    remove: [...old.keys()].filter((path) => !next.has(path)),
  };
}

function withoutCommon(record: ReconcilerRecord, other: ReconcilerRecord): ReconcilerRecord {
  return {
    ...emptyRecord,
    commit: record.commit,
    behind: record.behind,
    releases: only(record.releases, other.releases),
    approvals: only(record.approvals, other.approvals),
    systems: only(record.systems, other.systems),
    generations: only(record.generations, other.generations),
  };
}

function only<K, V>(map: ReadonlyMap<K, V>, other: ReadonlyMap<K, V>): ReadonlyMap<K, V> {
  return new Map([...map].filter(([key, value]) => other.get(key) !== value));
}
