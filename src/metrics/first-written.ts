import type { Instant } from '../domain/instant.ts';
import type { WrittenRelease } from '../domain/main-history.ts';
import type { ReleaseWorkflow } from '../domain/release.ts';
import type { ReleaseWay } from './count-releases.ts';

/** What people write about a stage rollout that has ended. */
export type WrittenField = 'outcome' | 'stageRolloutReport' | 'stageRolloutReportDate';

const fields: readonly WrittenField[] = ['outcome', 'stageRolloutReport', 'stageRolloutReportDate'];

/** A text that was changed after it had been counted: it is told beside the metrics and changes none of them. */
export interface Correction {
  readonly at: Instant;
  readonly commit: string;
  readonly author: string;
  readonly release: string;
  /** Null where it is about the release as a whole. */
  readonly team: string | null;
  readonly field: string;
  readonly from: string;
  /** Null where the text was taken away. */
  readonly to: string | null;
}

type Readable = WrittenRelease & { readonly workflow: ReleaseWorkflow };

/**
 * What was written first, at the end of the first stage rollout or after it: a later edit corrects it, and a
 * correction never changes what was counted. Null where nothing was written.
 */
export function firstWritten(
  way: ReleaseWay,
  written: readonly WrittenRelease[],
): Readonly<Record<WrittenField, string | null>> {
  const versions = countingVersions(way, written);
  const first = (field: WrittenField) =>
    versions.map(({ workflow }) => workflow[field]).find((text) => text !== null) ?? null;
  return {
    outcome: first('outcome'),
    stageRolloutReport: first('stageRolloutReport'),
    stageRolloutReportDate: first('stageRolloutReportDate'),
  };
}

/** What was changed after it had been written and counted, oldest first. */
export function correctionsOf(way: ReleaseWay, written: readonly WrittenRelease[]): readonly Correction[] {
  const versions = countingVersions(way, written);
  return fields.flatMap((field) => changesOf(field, versions));
}

function changesOf(field: WrittenField, versions: readonly Readable[]): readonly Correction[] {
  let last: string | null = null;
  return versions.flatMap(({ release, by, workflow }) => {
    const [from, to] = [last, workflow[field]];
    last = to;
    if (from === null || from === to) return [];
    const { committedAt: at, commit, author } = by;
    return [{ at, commit, author, release, team: null, field, from, to }];
  });
}

// The version that ended the first stage rollout and those after it. Without that commit, as after main was
// rewritten, every version that main has.
function countingVersions({ release, passages }: ReleaseWay, written: readonly WrittenRelease[]) {
  const end = passages.find((passage) => passage.end !== null)?.end ?? null;
  if (end === null) return [];
  const own = written
    .filter((each): each is Readable => each.release === release && each.workflow !== null)
    .sort((a, b) => a.by.position - b.by.position);
  const ending = own.findLastIndex(({ by }) => by.commit === end.commit);
  return own.slice(Math.max(0, ending));
}
