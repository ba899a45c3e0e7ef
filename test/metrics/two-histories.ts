// A release repository with both histories of git, in which a bit of everything happened in two months.
import path from 'node:path';
import type { CommitSha } from '../../src/domain/desired-state.ts';
import { failure } from '../../src/domain/failure.ts';
import { type Instant, plusSeconds } from '../../src/domain/instant.ts';
import type { ObservedState } from '../../src/domain/lifecycle.ts';
import { emptyRecord, type ReleaseRecord, type Visit } from '../../src/domain/record.ts';
import type { ReleaseId, StateName } from '../../src/domain/release.ts';
import { mirrorOf } from '../adapters/git/git-bench.ts';
import { type GitFixture, makeRepository } from '../adapters/git/git-fixture.ts';
import { policyText, releaseFile } from '../desired/release-files.ts';

const registry = `earlyAdopters:
  cesga:
    site: CESGA
    stacks: [emi]
    memberships: [{ngi: NGI_ES, from: "2026-01-01"}]
  lip:
    site: LIP Lisbon
    stacks: [emi]
    memberships: [{ngi: NGI_PT, from: "2026-01-01", to: "2026-11-01"}, {ngi: NGI_IBERGRID, from: "2026-11-01"}]
`;

function withRegistry(policy: string): string {
  return policy.replace(/^earlyAdopters:\n(?: .*\n)*/m, '') + registry;
}

/** A release, as `voms-4.2.0`. */
type Name = `${string}-${string}`;

interface Wish {
  readonly desired: string;
  readonly outcome?: string;
  /** Further lines at the end of the file. */
  readonly more?: string;
}

/** Both histories while they are written. */
interface Writer {
  /** Main: sets what is wanted of a release, for a reason. */
  ask(at: string, by: string, name: Name, wish: Wish): CommitSha;
  /** Main: the answer of a team. */
  answer(at: string, team: string, name: Name, text: string): CommitSha;
  /** The record: a state is entered a minute after it was asked for, or at its own time. */
  enter(commit: CommitSha, name: Name, state: StateName, more?: Partial<Visit>): void;
}

/** Makes the repository in a folder; everything in it, ids of commits too, is the same every time. */
export async function twoHistories(folder: string): Promise<GitFixture> {
  const git = makeRepository(path.join(folder, 'releases'));
  const visits = new Map<ReleaseId, Visit[]>();
  const times = new Map<CommitSha, Instant>();
  const commit = (at: Instant, author: string, subject: string, files: Readonly<Record<string, string>>) => {
    const made = git.commit(files, { author, at, subject });
    times.set(made, at);
    return made;
  };
  const head = commit(moment('10-01 09:00'), 'Ada', 'the policy', {
    'stagepost.yaml': withRegistry(policyText),
  });
  tell({
    ask: (at, by, name, { desired, outcome = 'Success', more = '' }) => {
      const [product = '', rest = ''] = name.split('-');
      const [version = '', submission] = rest.split('+');
      const text = releaseFile({ product, version, desired, more });
      const numbered = submission === undefined ? '' : `submission: ${submission}\n`;
      return commit(moment(at), by, `${name} to ${desired}`, {
        [`releases/umd-5/${name}.yaml`]: text
          .replace('majorRelease', `${numbered}majorRelease`)
          .replace('outcome: Success', `outcome: ${outcome}`),
      });
    },
    answer: (at, team, name, text) =>
      commit(moment(at), team, `what ${team} says about ${name}`, {
        [`releases/umd-5/${name}.reports/${team}.yaml`]: `team: ${team}\n${text}`,
      }),
    enter: (made, name, state, more = {}) => {
      const release = `umd-5/${name}` as ReleaseId;
      const entered = plusSeconds(times.get(made) ?? moment('10-01 09:00'), 60);
      const visit = { state, entered, commit: made, reason: null, ...more };
      visits.set(release, [...(visits.get(release) ?? []), visit]);
    },
  });
  await record(git, { folder, head, visits });
  return git;
}

/** `11-22 12:00` in the year of the story. */
export function moment(text: string): Instant {
  return `2026-${text.replace(' ', 'T')}:00Z` as Instant;
}

function tell({ ask, answer, enter }: Writer): void {
  const step = (at: string, by: string, name: Name, desired: StateName, more?: string) => {
    const made = ask(at, by, name, { desired, ...(more === undefined ? {} : { more }) });
    enter(made, name, desired);
  };
  const submit = (at: string, by: string, name: Name) => {
    const made = ask(at, by, name, { desired: 'Unverified' });
    enter(made, name, 'Submitted');
    enter(made, name, 'Unverified', { entered: plusSeconds(moment(at), 180) });
  };
  submit('10-05 09:00', 'provider', 'voms-4.2.0');
  step('10-06 08:00', 'verifier', 'voms-4.2.0', 'InVerification');
  submit('10-08 10:00', 'provider', 'argus-1.7.5');
  step('10-09 08:00', 'verifier', 'argus-1.7.5', 'InVerification');
  step('10-12 15:00', 'verifier', 'voms-4.2.0', 'StageRollout');
  const waiting = ask('10-14 15:00', 'verifier', 'argus-1.7.5', { desired: 'StageRollout' });
  enter(waiting, 'argus-1.7.5', 'Deferred');
  answer('10-15 11:00', 'lip', 'voms-4.2.0', 'state: accepted\nacceptedAt: "2026-10-13"\n');
  answer('10-16 16:00', 'cesga', 'voms-4.2.0', 'state: accepted\nresult: Success\ndate: "2026-10-16"\n');
  answer(
    ...(['10-18 16:00', 'lip', 'voms-4.2.0'] as const),
    'state: accepted\nacceptedAt: "2026-10-13"\nresult: Success\ndate: "2026-10-17"\n',
  );
  step('10-20 09:00', 'manager', 'voms-4.2.0', 'Production', 'stageRolloutReportDate: "2026-10-19"\n');
  enter(waiting, 'argus-1.7.5', 'StageRollout', { entered: moment('10-20 09:02') });
  answer('10-26 09:00', 'cesga', 'argus-1.7.5', 'state: accepted\nacceptedAt: "2026-10-26"\n');
  answer('11-02 09:00', 'lip', 'argus-1.7.5', 'state: accepted\nresult: Warning\ndate: "2026-11-02"\n');
  const warned = ask('11-03 09:00', 'manager', 'argus-1.7.5', {
    desired: 'Production',
    outcome: 'Warning',
    more: silentTeam,
  });
  const crash = 'production umd-5 el9/x86_64 base: no space is left on the disk';
  enter(warned, 'argus-1.7.5', 'Failed', { reason: crash });
  enter(warned, 'argus-1.7.5', 'Production', { entered: moment('11-03 09:31') });
  tellNovember({ ask, answer, enter }, { step, submit });
}

function tellNovember(
  { ask, enter }: Writer,
  {
    step,
    submit,
  }: {
    readonly step: (at: string, by: string, name: Name, desired: StateName, more?: string) => void;
    readonly submit: (at: string, by: string, name: Name) => void;
  },
): void {
  submit('11-04 10:00', 'provider', 'dcache-9.2.0');
  step('11-05 10:00', 'verifier', 'dcache-9.2.0', 'InVerification');
  step('11-06 10:00', 'verifier', 'dcache-9.2.0', 'StageRollout');
  ask('11-09 10:00', 'manager', 'argus-1.7.5', {
    desired: 'Production',
    outcome: 'Warning',
    more: `${silentTeam}stageRolloutReportDate: "2026-11-06"\n`,
  });
  const reason = 'the pools do not start with Java 21';
  const rejected = ask('11-10 10:00', 'manager', 'dcache-9.2.0', { desired: 'Rejected' });
  enter(rejected, 'dcache-9.2.0', 'Rejected', { reason });
  ask('11-12 10:00', 'manager', 'voms-4.2.0', {
    desired: 'Production',
    more: 'stageRolloutReportDate: "2026-10-21"\n',
  });
  submit('11-16 10:00', 'provider', 'dcache-9.2.0+2');
  const broken = ask('11-20 10:00', 'provider', 'xrootd-5.7.0', { desired: 'Unverified' });
  enter(broken, 'xrootd-5.7.0', 'Submitted');
  enter(broken, 'xrootd-5.7.0', 'Failed', { entered: moment('11-20 10:02'), reason: mismatch });
}

const silentTeam = 'earlyAdopters: {waived: [{team: cesga, reason: no answer}]}\n';
const mismatch = '1 of 4 files does not match checksums.xml';

async function record(
  git: GitFixture,
  {
    folder,
    head,
    visits,
  }: {
    readonly folder: string;
    readonly head: CommitSha;
    readonly visits: ReadonlyMap<ReleaseId, readonly Visit[]>;
  },
): Promise<void> {
  const mirror = await mirrorOf(git.dir, path.join(folder, 'mirror.git'));
  const releases = [...visits].map(([release, all]): readonly [ReleaseId, ReleaseRecord] => {
    const [first, ...rest] = all;
    if (first === undefined) throw new Error('a release has a visit');
    const state = all.at(-1)?.state ?? first.state;
    return [release, { release, observed: observedIn(state), visits: [first, ...rest] }];
  });
  try {
    const next = { ...emptyRecord, commit: head, releases: new Map(releases) };
    await mirror.records.write({ next, inventories: [], message: 'everything that was done' });
  } finally {
    await mirror.close();
  }
}

function observedIn(state: StateName): ObservedState {
  if (state === 'Failed') {
    const failed = failure({ code: 'checksum-mismatch', message: mismatch, hint: 'correct the release' });
    const since = moment('11-20 10:02');
    return { state, from: 'Submitted', wanted: 'Unverified', failure: { ...failed, since } };
  }
  if (state === 'Deferred') throw new Error('nobody waits for the slot in the end');
  return { state };
}
