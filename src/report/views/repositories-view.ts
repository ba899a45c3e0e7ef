import { statusView } from '../status-view.ts';
import { viewFor } from './public-part.ts';
import { type RepositoryRow, repositoryRows } from './repository-view.ts';
import { seenOf } from './seen.ts';
import type { Seen, Snapshot, Viewer } from './snapshot.ts';

/** Every shared repository. */
export interface RepositoriesView {
  readonly seen: Seen;
  readonly majors: readonly {
    readonly major: string;
    readonly title: string;
    readonly rows: readonly RepositoryRow[];
  }[];
}

/** The shared repositories by major release; private ones are found from their releases. */
export function repositoriesView(snapshot: Snapshot, viewer: Viewer): RepositoriesView {
  return viewFor(viewer, snapshot, makeView);
}

function makeView(snapshot: Snapshot): RepositoriesView {
  const { desired, record, plan } = snapshot;
  const rows = repositoryRows(snapshot);
  return {
    seen: seenOf(snapshot, statusView(desired, record, plan)),
    majors: [...desired.policy.majorReleases.values()].map(({ key, title }) => ({
      major: key,
      title,
      rows: rows.filter(({ major }) => major === key),
    })),
  };
}
