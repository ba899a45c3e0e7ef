// A record of one release, made by hand, with the main that it cites: for checks that look at one step.
import type { AuditFacts, MainCommit } from '../../src/audit/facts.ts';
import { fileKey } from '../../src/audit/facts.ts';
import { type Step, stepsOf } from '../../src/audit/step.ts';
import { digestOfValue } from '../../src/domain/digest.ts';
import type { ReleaseReports } from '../../src/domain/early-adopter.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { ObservedState } from '../../src/domain/lifecycle.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { emptyRecord, type ReleaseRecord, type Visit } from '../../src/domain/record.ts';
import type { RecordStep } from '../../src/domain/record-step.ts';
import type { Release, ReleaseId } from '../../src/domain/release.ts';
import { aPolicy } from '../builders/policy.ts';
import { aCommit, aRelease } from '../builders/release.ts';

/** A state that a release entered, each in a commit of the record of its own. */
export interface Entered {
  readonly release?: ReleaseId;
  readonly at: string;
  readonly to: ObservedState;
  readonly reason?: string | null;
}

export const mainCommit = aCommit('main 7');

/** The last step of a record that entered these states in this order, and the facts that it is judged by. */
export function recordOf(
  entered: readonly Entered[],
  given: {
    readonly policy?: Policy;
    readonly release?: Release;
    readonly reports?: ReleaseReports;
  } = {},
): { readonly step: Step; readonly facts: AuditFacts } {
  const steps: RecordStep[] = [];
  for (const { release = aRelease().id, at, to, reason = null } of entered) {
    const before = steps.at(-1)?.record ?? emptyRecord;
    const known = before.releases.get(release)?.visits ?? [];
    const visit: Visit = { state: to.state, entered: at as Instant, commit: mainCommit, reason };
    const visits = [...known, visit] as unknown as ReleaseRecord['visits'];
    const releases = new Map([...before.releases, [release, { release, observed: to, visits }]]);
    steps.push({
      commit: aCommit(`record ${steps.length}`),
      parents: [],
      committedAt: at as Instant,
      committer: 'Stagepost',
      message: '',
      changed: [],
      unread: [],
      record: { ...before, commit: mainCommit, releases },
      inventories: new Map(),
    });
  }
  const release = given.release ?? aRelease();
  const file = { release, content: digestOfValue(release.content), reason: null, blob: aCommit('a file') };
  const commit: MainCommit = { position: 7, author: 'a reviewer', subject: '', committedAt: '' as Instant };
  const facts: AuditFacts = {
    steps,
    main: {
      head: mainCommit,
      commits: new Map([[mainCommit, commit]]),
      policies: new Map([[mainCommit, given.policy ?? aPolicy()]]),
      policyBlobs: new Map(),
      files: new Map([[fileKey(mainCommit, release.id), file]]),
      signed: new Map(),
      reports: new Map(given.reports === undefined ? [] : [[fileKey(mainCommit, release.id), given.reports]]),
    },
    signatures: new Map(),
    known: [],
    host: null,
  };
  const step = stepsOf(steps).at(-1);
  if (step === undefined) throw new Error('nothing was entered');
  return { step, facts };
}
