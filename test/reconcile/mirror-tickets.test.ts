import { describe, expect, test } from 'vitest';
import { sha256Of } from '../../src/domain/digest.ts';
import { mirrorTickets } from '../../src/reconcile/mirror-tickets.ts';
import { aDesiredRelease, noon } from '../builders/release.ts';
import {
  actualStateOf,
  aDesiredState,
  carriedOut,
  emptyWorld,
  planFor,
  untilQuiet,
} from '../builders/world.ts';
import { fakeClock } from '../fakes/clock.ts';
import { fakeInbox } from '../fakes/inbox.ts';
import { fakeLedger } from '../fakes/ledger.ts';
import { fakeTracker } from '../fakes/ticket-tracker.ts';

const hour = 3600;
const desired = aDesiredState(
  [
    aDesiredRelease({ product: 'voms' }, ['Unverified'], 1),
    aDesiredRelease({ product: 'argus', version: '1.7.5' }, ['Unverified'], 1),
  ],
  1,
);
const xml = Buffer.from('<release/>');
const root = (stage: string) => ({ path: `/srv/${stage}`, url: `https://repo.test/${stage}` });

/** A tracker beside a world in which two releases are unverified; a round is what comes at the end of a cycle. */
function aBench(world = untilQuiet(emptyWorld, desired)) {
  const tracker = fakeTracker();
  const clock = fakeClock(noon);
  const deps = {
    pool: { releaseXml: async () => xml },
    roots: {
      unverified: root('unverified'),
      'stage-rollout': root('stage-rollout'),
      production: root('production'),
    },
    ledger: fakeLedger(),
    inbox: fakeInbox(),
    clock,
  };
  const facts = { desired, record: actualStateOf(world, desired).record, plan: planFor(world, desired) };
  if (facts.record.kind !== 'known') throw new Error('the record of a world is known');
  const { value: record } = facts.record;
  const round = () => mirrorTickets(deps, tracker, { ...facts, record });
  const commentsOf = (at: number) => tracker.tickets[at]?.comments.map(({ text }) => text) ?? [];
  return { tracker, clock, inbox: deps.inbox, round, commentsOf };
}

describe('the tickets of releases', () => {
  test('are made once, say what was recorded, and are not asked for again before their time.', async () => {
    const { tracker, clock, round } = aBench();
    expect(await round()).toEqual([]);
    expect(tracker.tickets).toMatchObject([
      {
        release: 'umd-5/argus-1.7.5',
        fields: {
          status: 'open',
          rolloutProgress: 'Unverified',
          communicationStatus: 'OK',
          repositoryUrl: 'https://repo.test/unverified/emi.argus/1.7.5/el9/x86_64/',
        },
      },
      { release: 'umd-5/voms-4.2.0' },
    ]);
    const writes = [...tracker.writes];
    tracker.faults.down = true;
    expect(await round()).toEqual([]);
    clock.advance(hour + 1);
    expect(await round()).not.toEqual([]);
    expect(tracker.writes).toEqual(writes);
  });

  test('wait while the tracker is down, which is one note, and are made when it is back.', async () => {
    const { tracker, round } = aBench();
    tracker.faults.down = true;
    expect(await round()).toEqual([{ subject: 'tickets', sentence: 'does not answer; 2 wait for it' }]);
    tracker.faults.down = false;
    expect(await round()).toEqual([]);
    expect(tracker.tickets.map(({ release }) => release)).toEqual(['umd-5/argus-1.7.5', 'umd-5/voms-4.2.0']);
  });

  test('take what they can when a field is refused, which is noted at each round until it is taken.', async () => {
    const { tracker, round } = aBench();
    tracker.faults.refuses.add('repositoryUrl');
    const notes = [1, 2].map((number, at) => ({
      subject: `ticket of ${['argus 1.7.5', 'voms 4.2.0'][at]}`,
      sentence: `ticket ${number} does not take repositoryUrl; repositoryUrl was not taken: no permission.`,
    }));
    expect(await round()).toEqual(notes);
    expect(await round()).toEqual(notes);
    expect(tracker.tickets).toMatchObject([
      { fields: { rolloutProgress: 'Unverified', repositoryUrl: '' } },
      { fields: { rolloutProgress: 'Unverified', repositoryUrl: '' } },
    ]);
    tracker.faults.refuses.clear();
    expect(await round()).toEqual([]);
    expect(tracker.tickets[0]?.fields.repositoryUrl).toContain('emi.argus');
    expect(tracker.tickets.length).toBe(2);
  });

  test('are not made twice by a tracker that makes one and then says that it failed.', async () => {
    const { tracker, round } = aBench();
    tracker.faults.failsAfterWrite = true;
    expect(await round()).toEqual([
      { subject: 'tickets', sentence: 'answered with status 500; 2 wait for it' },
    ]);
    expect(await round()).toEqual([]);
    expect(tracker.writes).toEqual(['create 1', 'create 2']);
  });

  test('get no comment twice from a tracker that takes one and then says that it failed.', async () => {
    const failing = carriedOut(emptyWorld, desired, ({ kind }) => kind === 'fetch-release').world;
    const { tracker, clock, round, commentsOf } = aBench(failing);
    await round();
    const first = tracker.tickets.map((_, at) => commentsOf(at));
    expect(first.map((comments) => comments.length)).toEqual([1, 1]);
    expect(commentsOf(0)[0]).toMatch(/^argus 1\.7\.5: the step from Submitted to Unverified failed\./);
    tracker.tickets[0]?.comments.pop();
    tracker.faults.failsAfterWrite = true;
    clock.advance(hour + 1);
    expect(await round()).toEqual([
      { subject: 'tickets', sentence: 'answered with status 500; 2 wait for it' },
    ]);
    expect(await round()).toEqual([]);
    expect(tracker.tickets.map((_, at) => commentsOf(at))).toEqual(first);
  });

  test('are set back when somebody changed them, once what was seen is no longer trusted.', async () => {
    const { tracker, clock, round } = aBench();
    await round();
    const ticket = tracker.tickets[1];
    if (ticket === undefined) throw new Error('there are two tickets');
    const right = ticket.fields;
    ticket.fields = { ...right, rolloutProgress: 'Production', status: 'resolved' };
    await round();
    expect(ticket.fields.rolloutProgress).toBe('Production');
    clock.advance(hour + 1);
    expect(await round()).toEqual([]);
    expect(ticket.fields).toEqual(right);
  });

  test('tell once of a message about them that was refused, with every reason.', async () => {
    const { tracker, inbox, round, commentsOf } = aBench();
    await round();
    const number = tracker.tickets[1]?.number;
    const body = JSON.stringify({
      Ticket_Id: number,
      Previous_Rollout_Progress: 'Submitted',
      Current_Rollout_Progress: 'Production',
      Emergency_Release: 'No',
    });
    const standing = { kind: 'refused', reasons: ['it is out of date', 'it is no step'] } as const;
    await inbox.keep({ delivery: '2-5', receivedAt: noon, body, standing }, sha256Of('a'));
    const unreadable = { delivery: '2-6', receivedAt: noon, body: '{}', standing };
    await inbox.keep(unreadable, sha256Of('b'));
    await round();
    await round();
    const told = commentsOf(1).filter((text) => text.includes('was not taken'));
    expect(told).toEqual([
      expect.stringMatching(
        /^The change of RolloutProgress from Submitted to Production was not taken:\n\n- it is out of date\n- it is no step\n/,
      ),
    ]);
    expect(commentsOf(0).filter((text) => text.includes('was not taken'))).toEqual([]);
  });
});
