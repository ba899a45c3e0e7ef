import path from 'node:path';
import type { CommitSha } from '../../domain/desired-state.ts';
import { surrounded } from '../../ports/around.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CommitSignatures } from '../../ports/commit-signatures.ts';
import type { Proposals } from '../../ports/proposals.ts';
import type { RecordHistory } from '../../ports/record-history.ts';
import type { RecordStore } from '../../ports/record-store.ts';
import type { ReleaseHistory } from '../../ports/release-history.ts';
import { openBlobReader } from './cat-file-batch.ts';
import { checkBranch, checkRepository } from './check-address.ts';
import { openCommitSignatures } from './commit-signatures.ts';
import { gitFailed } from './git-failure.ts';
import { makeProposals } from './make-proposals.ts';
import { makeRecordHistory } from './make-record-history.ts';
import { makeRecordStore } from './make-record-store.ts';
import { makeReleaseHistory } from './make-release-history.ts';
import { type Origin, originOf } from './origin.ts';
import { type MirrorUse, prepareMirror } from './prepare-mirror.ts';
import type { RecordReader } from './read-record.ts';

/** A release repository seen through a bare mirror of our own. */
export interface Mirror {
  readonly history: ReleaseHistory;
  readonly records: RecordStore & RecordReader;
  readonly past: RecordHistory;
  readonly signatures: CommitSignatures;
  readonly proposals: Proposals;
  /** Ends the processes that were kept; idempotent. */
  close(): Promise<void>;
}

/** What a mirror follows and where it stands. */
export interface MirrorOptions extends MirrorUse {
  /** Absolute path, or URL of https or ssh. */
  readonly repository: string | URL;
  /** Absolute path of the mirror; its content can be lost without harm. */
  readonly dir: string;
  readonly mainBranch: string;
  readonly recordBranch: string;
  /** Dates the commits of the record. */
  readonly clock: Clock;
}

/** Opens a mirror without asking its origin. Throws `bad-configuration` for an address or a branch it cannot use. */
export async function openMirror(options: MirrorOptions): Promise<Mirror> {
  const repository = checkRepository(options.repository);
  const mainBranch = checkBranch(options.mainBranch);
  const recordBranch = checkBranch(options.recordBranch);
  const place = await prepareMirror(path.resolve(options.dir), repository, options);
  const watched = (origin: Origin) =>
    surrounded(options.around, origin, { port: 'git', methods: ['fetch', 'push'] });
  const origin = watched(originOf(place));
  // Proposals are written beside the cycles.
  const besides = watched(originOf(place, 'refs/stagepost/seen'));
  const blobs = openBlobReader(place);

  async function findHead(): Promise<CommitSha> {
    const head = await origin.fetch(mainBranch);
    if (head !== null) return head;
    const hint = 'See that the branch exists and that the configuration names the right one.';
    throw gitFailed(`origin has no branch ${mainBranch}`, { hint });
  }

  return {
    history: makeReleaseHistory(place, blobs, findHead),
    records: makeRecordStore({ ...options, place, origin, blobs, branch: recordBranch }),
    past: makeRecordHistory({ place, blobs }),
    signatures: openCommitSignatures({ place, aside: place.dir }),
    proposals: makeProposals({ ...options, place, origin: besides, mainBranch }),
    close: () => blobs.close(),
  };
}
