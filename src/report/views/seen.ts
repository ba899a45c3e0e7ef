import { repositoriesText } from '../status-as-text.ts';
import type { StatusView } from '../status-view.ts';
import type { Seen, Snapshot } from './snapshot.ts';

/** What a page was made from, with the answer to whether all is well. */
export function seenOf({ at, desired, record }: Snapshot, status: StatusView): Seen {
  const { pending, unjudged, guarded } = status;
  return {
    at,
    commit: desired.commit,
    record: record.parent,
    says: repositoriesText(status),
    isWell: pending + unjudged.length + guarded.length === 0,
  };
}
