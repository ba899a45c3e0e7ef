import { plusSeconds } from '../../src/domain/instant.ts';
import type { ObservedState } from '../../src/domain/lifecycle.ts';
import type { ReleaseRecord, Visit } from '../../src/domain/record.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import type { SampleRelease } from './sample-releases.ts';
import type { MainEdit } from './write-main.ts';

/** What the reconciler would have written down of a release, had it taken each edit a minute after it was merged. */
export function recordedRelease(release: SampleRelease, edits: readonly MainEdit[]): ReleaseRecord {
  const [first, last] = [edits[0], edits.at(-1)];
  if (first === undefined || last === undefined) throw new Error(`nobody submitted ${release.id}`);
  const visit = ({ commit, at, wanted }: MainEdit, state: Visit['state']): Visit => {
    const reason = ['Rejected', 'Ignored', 'NotPublished'].includes(wanted ?? '') ? 'It has a defect.' : null;
    return { state, entered: plusSeconds(at, 60), commit, reason };
  };
  const entered = edits.flatMap((edit) =>
    edit.wanted === null ? [] : [visit(edit, edit.wanted as Visit['state'])],
  );
  const visits = release.state === 'Deferred' ? [...entered.slice(0, -1), visit(last, 'Deferred')] : entered;
  const observed: ObservedState =
    release.state === 'Deferred'
      ? { state: 'Deferred', from: 'InVerification', position: last.position }
      : { state: release.state };
  return {
    release: release.id as ReleaseId,
    observed,
    visits: [{ ...visit(first, 'Submitted'), entered: first.at }, ...visits],
  };
}
