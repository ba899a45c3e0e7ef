import type { CommitSha } from '../../src/domain/desired-state.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import { StagepostError } from '../../src/domain/failure.ts';
import { emptyRecord, type Inventory, type ReconcilerRecord } from '../../src/domain/record.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import type { RecordEntry, RecordStore } from '../../src/ports/record-store.ts';

/** A record branch in memory; every store of it is another writer. */
export interface FakeRecordBranch {
  readonly entries: readonly RecordEntry[];
  store(): RecordStore & { inventories(): Promise<ReadonlyMap<ReleaseId, Inventory>> };
}

/** Starts a branch without a commit, or with a record that somebody wrote. */
export function fakeRecordBranch(start: ReconcilerRecord = emptyRecord): FakeRecordBranch {
  const entries: RecordEntry[] = [];
  const inventories = new Map<ReleaseId, Inventory>();
  let newest = start;

  async function write(entry: RecordEntry): Promise<CommitSha> {
    if (entry.next.parent !== newest.parent) throw superseded();
    for (const inventory of entry.inventories) inventories.set(inventory.release, inventory);
    if (newest.parent !== null && saysTheSame(entry.next, newest) && entry.inventories.length === 0) {
      return newest.parent;
    }
    entries.push(entry);
    const commit = sha256Of(`record ${entries.length}`).slice(0, 40) as CommitSha;
    newest = { ...entry.next, parent: commit };
    return commit;
  }

  return {
    entries,
    store: () => ({
      read: async () => newest,
      ensureNewest: async (commit) => {
        if (commit !== newest.parent) throw superseded();
      },
      write,
      inventories: async () => new Map(inventories),
    }),
  };
}

function saysTheSame(a: ReconcilerRecord, b: ReconcilerRecord): boolean {
  return plain(a) === plain(b);
}

function plain({ commit, behind, releases, generations }: ReconcilerRecord): string {
  const recorded = [...generations].map(([key, { generation, rootFiles }]) => [
    key,
    generation,
    [...rootFiles],
  ]);
  return JSON.stringify({ commit, behind: [...behind], releases: [...releases], recorded });
}

function superseded(): StagepostError {
  return new StagepostError({
    code: 'record-superseded',
    message: 'another writer was faster',
    treatment: 'fatal',
  });
}
