import { describe, expect, test } from 'vitest';
import { noReports } from '../../src/domain/early-adopter.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import type { ObservedState } from '../../src/domain/lifecycle.ts';
import type { HeldBack } from '../../src/domain/plan.ts';
import type { RecordedGeneration, ReleaseRecord } from '../../src/domain/record.ts';
import { emptyRecord } from '../../src/domain/record.ts';
import type { Release, StateName } from '../../src/domain/release.ts';
import type { RepositoryKey } from '../../src/domain/repository.ts';
import { commonFolder, desiredTicket } from '../../src/plan/desired-ticket.ts';
import type { TicketStanding } from '../../src/plan/requests/ticket-standing.ts';
import { ticketComments } from '../../src/report/ticket-comments.ts';
import { heldBy } from '../builders/plan.ts';
import { aMajorRelease, aPolicy, debian12, el9 } from '../builders/policy.ts';
import { aCommit, aRelease, noon } from '../builders/release.ts';

const release = aRelease({ platforms: [el9, debian12], desired: 'StageRollout' });

function recordOf(observed: ObservedState): ReleaseRecord {
  const visit = { state: observed.state, entered: noon, commit: aCommit('main 1'), reason: null };
  return { release: release.id, observed, visits: [visit] };
}

function ticketFor(
  observed: ObservedState,
  keys: readonly string[] = [],
  held: HeldBack | null = null,
  request: TicketStanding | null = null,
) {
  const generation = { members: [{ release: release.id }] } as unknown as RecordedGeneration['generation'];
  const generations = new Map(
    keys.map((key) => [key as RepositoryKey, { generation, rootFiles: new Map() }]),
  );
  return desiredTicket({
    release,
    major: aMajorRelease(),
    recorded: recordOf(observed),
    record: { ...emptyRecord, generations },
    held,
    urlOf: ({ stage, path }) => `https://repo.example.org/${stage}/${path}`,
    reports: noReports,
    policy: aPolicy(),
    pages: [],
    files: { metadata: null, checksums: null },
    comments: [],
    request,
  });
}

/** The comments on a release, without the one that says in which state it is. */
const commentsOn = (of: Release, recorded: ReleaseRecord, held: HeldBack | null = null) =>
  ticketComments(of, recorded, { held, why: null }).filter(({ key }) => !key.startsWith('state-'));

const blocked: HeldBack = {
  release: release.id,
  state: 'StageRollout',
  desired: 'Unverified',
  ...heldBy({
    kind: 'blocked',
    sentence: 'StageRollout -> Unverified is not a step',
    hint: 'go on',
    cites: 'R40',
  }),
  at: { file: release.file, line: 19, column: 15 },
};

const aFailure = {
  code: 'checksum-mismatch',
  message: '1 of 3 files does not match checksums.xml',
  hint: 'ask the provider',
  treatment: 'retry',
  details: ['el9/x86_64/voms.rpm expected 9f2c got 77ab'],
  since: noon,
} as const;

describe('the ticket that a release should have', () => {
  test.each<[ObservedState, string]>([
    [{ state: 'Submitted' }, 'new'],
    [{ state: 'Unverified' }, 'open'],
    [{ state: 'InVerification' }, 'open'],
    [{ state: 'WaitingForResponse' }, 'open'],
    [{ state: 'StageRollout' }, 'open'],
    [{ state: 'Deferred', from: 'InVerification', position: 3 }, 'open'],
    [{ state: 'Failed', from: 'Submitted', wanted: 'Unverified', failure: aFailure }, 'open'],
    [{ state: 'Production' }, 'resolved'],
    [{ state: 'Rejected' }, 'resolved'],
    [{ state: 'Ignored' }, 'resolved'],
    [{ state: 'Ignored', wanted: 'Unverified' }, 'resolved'],
    [{ state: 'NotPublished' }, 'resolved'],
  ])('stands as its state stands: %j is %s', (observed, status) => {
    expect(ticketFor(observed).fields).toMatchObject({ status, rolloutProgress: observed.state });
  });

  test('points to where the packages are now, and to the folder of all where there are several', () => {
    const urlFor = (...keys: readonly string[]) =>
      ticketFor({ state: 'StageRollout' }, keys).fields.repositoryUrl;
    expect(urlFor()).toBe('');
    expect(urlFor('stage-rollout/umd-5/el9/x86_64')).toBe(
      'https://repo.example.org/stage-rollout/umd-5/el9/x86_64/',
    );
    expect(urlFor('stage-rollout/umd-5/el9/x86_64', 'stage-rollout/umd-5/debian-12/amd64')).toBe(
      'https://repo.example.org/stage-rollout/umd-5/',
    );
    expect(urlFor(`unverified/${release.id}/el9/x86_64`)).toBe(
      'https://repo.example.org/unverified/emi.voms/4.2.0/el9/x86_64/',
    );
  });

  test('says whether what was asked for last is true, waited for or refused', () => {
    const waiting = { ...blocked, verdict: { kind: 'wait-for', sentence: 'waits', whom: 'x' } as const };
    const said = (observed: ObservedState, held: HeldBack | null = null) =>
      ticketFor(observed, [], held).fields.communicationStatus;
    expect(said({ state: 'InVerification' })).toBe('OK');
    expect(said({ state: 'Submitted' })).toBe('Pending');
    expect(said({ state: 'Deferred', from: 'InVerification', position: 3 }, waiting)).toBe('Pending');
    expect(said({ state: 'StageRollout' }, blocked)).toBe('Failed');
  });

  test('cuts shared addresses at a slash only', () => {
    expect(commonFolder(['https://x/ab/c', 'https://x/ad/c'])).toBe('https://x/');
    expect(commonFolder([])).toBe('');
  });
});

describe('the comments of a ticket', () => {
  const failed: ObservedState = {
    state: 'Failed',
    from: 'Submitted',
    wanted: 'Unverified',
    failure: aFailure,
  };

  test.each<[ObservedState, string]>([
    [{ state: 'Rejected' }, 'Rejected'],
    [{ state: 'Ignored' }, 'Ignored'],
    [{ state: 'Ignored', wanted: 'Unverified' }, 'Ignored (by policy)'],
    [{ state: 'NotPublished' }, 'NotPublished'],
  ])('tell once why a release goes no further: %j', (observed, words) => {
    const visit = { state: observed.state, entered: noon, commit: aCommit('main 1'), reason: 'it crashes' };
    const record: ReleaseRecord = { release: release.id, observed, visits: [visit] };
    const [comment, ...others] = commentsOn(release, record);
    expect(others).toEqual([]);
    expect(comment?.text).toContain(`voms 4.2.0 ended as ${words}: it crashes`);
    expect(comment?.text).toContain(aCommit('main 1'));
    expect(commentsOn(release, record)).toEqual([comment]);
  });

  test('tell the outcome Reject of what was rejected in stage rollout, which no file says', () => {
    const visits = (['StageRollout', 'Rejected'] as const).map((state) => {
      return { state, entered: noon, commit: aCommit(state), reason: 'it crashes' };
    });
    const record = {
      release: release.id,
      observed: { state: 'Rejected' },
      visits,
    } as unknown as ReleaseRecord;
    const silent = { ...release, workflow: { ...release.workflow, outcome: null } };
    expect(commentsOn(silent, record)[0]?.text).toContain(
      'voms 4.2.0 ended as Rejected, its stage rollout with outcome Reject: it crashes',
    );
  });

  test('tell once in which state a release is, and why where that must be told', () => {
    const recorded = recordOf({ state: 'WaitingForResponse' });
    const [comment, ...others] = ticketComments(release, recorded, { held: null, why: 'which glibc?' });
    expect(others).toEqual([]);
    expect(comment?.key).toMatch(/^state-[0-9a-f]{16}$/);
    expect(comment?.text).toContain('voms 4.2.0 is in WaitingForResponse: which glibc?');
    const [again] = ticketComments(release, recorded, { held: blocked, why: null });
    expect(again?.key).toBe(comment?.key);
  });

  test('tell of the end how long each state lasted, as a file', () => {
    const states = ['Submitted', 'Unverified', 'Production'] as const;
    const visits = states.map((state, at) => {
      return { state, entered: plusSeconds(noon, at * 60), commit: aCommit(state), reason: null };
    }) as unknown as ReleaseRecord['visits'];
    const recorded: ReleaseRecord = { release: release.id, observed: { state: 'Production' }, visits };
    const [comment] = commentsOn(release, recorded);
    expect(comment?.text).toMatch(
      /^voms 4\.2\.0 ended as Production, its stage rollout with outcome Success\n/,
    );
    expect(comment?.attachment?.name).toBe('time-in-states.csv');
    expect(comment?.attachment?.text).toMatch(/^release,visit,state,entered,left,seconds,/);
    expect(comment?.attachment?.text).toMatch(/,2,Unverified,[^,]*,[^,]*,60,/);
    expect(comment?.attachment?.text.trimEnd().split('\n')).toHaveLength(4);
  });

  test('tell a failure with its details and what to do, under one key however often it repeats', () => {
    const [comment, ...others] = commentsOn(release, recordOf(failed));
    expect(others).toEqual([]);
    expect(comment?.key).toMatch(/^failed-[0-9a-f]{16}$/);
    expect(comment?.text).toContain('expected 9f2c got 77ab');
    expect(comment?.text).toContain('What to do: ask the provider');
    expect(commentsOn(release, recordOf(failed), blocked)).toEqual([comment]);
  });

  test('tell once that the release was taken back, why, and what clients keep, also when it had to wait', () => {
    const stays = (states: readonly StateName[]): ReleaseRecord => ({
      release: release.id,
      observed: { state: states.at(-1) } as ObservedState,
      visits: states.map((state, at) => ({
        state,
        entered: plusSeconds(noon, at),
        commit: aCommit(`main ${at}`),
        reason: state === 'Deferred' ? 'it crashes' : null,
      })) as unknown as ReleaseRecord['visits'],
    });
    const back = stays(['StageRollout', 'Production', 'Deferred', 'StageRollout']);
    const [comment, ...others] = commentsOn(release, back);
    expect(others).toEqual([]);
    expect(comment?.text).toContain('was taken back from production to stage rollout: it crashes');
    expect(comment?.text).toContain('keep them, and none is downgraded');
    expect(comment?.text).toContain(aCommit('main 2'));
    const [direct] = commentsOn(release, stays(['Production', 'StageRollout']));
    expect(direct?.text).toContain('no reason given');
    expect(commentsOn(release, stays(['InVerification', 'Deferred', 'StageRollout']))).toEqual([]);
    const again = commentsOn(release, stays(['Production', 'StageRollout', 'Production']));
    expect(again.map(({ text }) => text)).toEqual([expect.stringContaining('ended as Production')]);
  });

  test('tell a refusal with its place, and another refusal under another key', () => {
    const [first] = commentsOn(release, recordOf({ state: 'StageRollout' }), blocked);
    const other = {
      ...blocked,
      desired: 'InVerification',
      verdict: { ...blocked.verdict, sentence: 'no' },
    } as HeldBack;
    const [second] = commentsOn(release, recordOf({ state: 'StageRollout' }), other);
    expect(first?.text).toContain('StageRollout -> Unverified is not a step (R40); go on');
    expect(first?.text).toContain(`${release.file}:19`);
    expect(second?.text).toContain('no (R40)');
    expect(second?.key).not.toBe(first?.key);
  });
});
