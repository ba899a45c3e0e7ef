import { describe, expect, test } from 'vitest';
import { sha256Of } from '../../src/domain/digest.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
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
import { type FakeTicket, type FakeTracker, fakeTracker } from '../fakes/ticket-tracker.ts';

const hour = 3600;
const desired = aDesiredState(
  [
    aDesiredRelease({ product: 'voms' }, ['Unverified'], 1),
    aDesiredRelease({ product: 'argus', version: '1.7.5' }, ['Unverified'], 1),
  ],
  1,
);
function theTicket(tracker: FakeTracker, at: number): FakeTicket {
  const ticket = tracker.tickets[at];
  if (ticket === undefined) throw new Error(`there are more than ${at} tickets`);
  return ticket;
}

const xml = Buffer.from('<release/>');
const root = (stage: string) => ({ path: `/srv/${stage}`, url: `https://repo.test/${stage}` });

/** A tracker beside a world in which two releases are unverified; a round is what comes at the end of a cycle. */
function aBench(world = untilQuiet(emptyWorld, desired)) {
  const tracker = fakeTracker();
  const clock = fakeClock(noon);
  const deps = {
    pool: { releaseXml: async () => xml, checksumsXml: async () => xml },
    mirrors: { pages: () => ['https://board.test/x'] },
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
    expect(tracker.writes.filter((write) => write.startsWith('create'))).toEqual(['create 1', 'create 2']);
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

  test('tell who changed what by hand and where it is changed, and only then set it back.', async () => {
    const { tracker, clock, round, commentsOf } = aBench();
    await round();
    const ticket = theTicket(tracker, 1);
    const right = ticket.fields;
    const before = ticket.comments.length;
    ticket.fields = { ...right, rolloutProgress: 'Production' };
    ticket.watchers = { ...ticket.watchers, cc: [{ kind: 'user', name: 'mallory' }] };
    const edit = { by: 'rosa', at: noon, from: '', to: '' };
    ticket.history = {
      edits: [
        { ...edit, number: 70, part: 'rolloutProgress', from: 'Unverified', to: 'Production' },
        { ...edit, number: 71, part: 'cc' },
        // This one is as it should be again.
        { ...edit, number: 72, part: 'status', from: 'open', to: 'resolved' },
      ],
      given: null,
    };
    clock.advance(hour + 1);
    tracker.faults.failsAfterWrite = true;
    expect(await round()).toHaveLength(1);
    expect(ticket.fields.rolloutProgress).toBe('Production');
    expect(await round()).toEqual([]);
    expect(ticket.fields).toEqual(right);
    expect(commentsOf(1).slice(before)).toEqual([
      expect.stringMatching(
        /- RolloutProgress from "Unverified" to "Production", by rosa, .* UTC\n- Cc, by rosa, .* UTC\n\nWhat to do: change releases\/umd-5\/voms-4\.2\.0\.yaml by a pull request/,
      ),
    ]);
    expect(commentsOf(1).at(-1)).not.toContain('Status');
  });

  test('leave the state alone that somebody asked for on them, until there is an answer.', async () => {
    const { tracker, inbox, round, commentsOf } = aBench();
    await round();
    const ticket = theTicket(tracker, 1);
    const before = commentsOf(1);
    ticket.fields = { ...ticket.fields, rolloutProgress: 'InVerification', repositoryUrl: 'https://wrong/' };
    const asked = { number: 70, part: 'rolloutProgress', by: 'quentin', at: noon, from: '', to: '' } as const;
    ticket.history = { edits: [asked], given: null };
    const body = JSON.stringify({
      Ticket_Id: ticket.number,
      Previous_Rollout_Progress: 'Unverified',
      Current_Rollout_Progress: 'InVerification',
      Emergency_Release: 'No',
    });
    const message = { delivery: '2-70-1795322110', receivedAt: noon, body };
    await inbox.keep({ ...message, standing: { kind: 'waiting', release: null } }, sha256Of('a'));
    expect(await round()).toEqual([]);
    expect(ticket.fields).toMatchObject({
      rolloutProgress: 'InVerification',
      communicationStatus: 'Pending',
      repositoryUrl: expect.stringContaining('emi.voms'),
    });
    expect(commentsOf(1)).toEqual(before);
    // What became of it is told by the answer, and by no second comment.
    ticket.history = { edits: [asked], given: null };
    await inbox.restand(message.delivery, { kind: 'refused', reasons: ['the gate is closed'] });
    expect(await round()).toEqual([]);
    expect(ticket.fields).toMatchObject({ rolloutProgress: 'Unverified', communicationStatus: 'Failed' });
    expect(commentsOf(1).slice(before.length)).toEqual([expect.stringContaining('the gate is closed')]);
  });

  test('name those whom the tracker does not have once, and are right without them.', async () => {
    const { tracker, clock, round } = aBench();
    tracker.lacks.add('sw-rel-qc');
    expect(await round()).toEqual([
      {
        subject: 'tickets',
        sentence: expect.stringContaining('no group sw-rel-qc'),
      },
    ]);
    expect(theTicket(tracker, 0).watchers).toEqual({
      cc: [],
      adminCc: [{ kind: 'group', name: 'sw-rel-admin' }],
    });
    expect(await round()).toEqual([]);
    tracker.lacks.clear();
    clock.advance(hour + 1);
    expect(await round()).toEqual([]);
    expect(theTicket(tracker, 0).watchers.cc).toEqual([{ kind: 'group', name: 'sw-rel-qc' }]);
  });

  test('are found by the number that is remembered, so that whatever people do to one, no second is made.', async () => {
    const { tracker, clock, round } = aBench();
    await round();
    // A ticket in another queue, deleted, or merged into that of another release is told, and not found by the id.
    theTicket(tracker, 0).release = 'umd-5/other-1.0.0' as ReleaseId;
    clock.advance(hour + 1);
    expect(await round()).toEqual([
      { subject: 'ticket of argus 1.7.5', sentence: expect.stringContaining('ticket 1 is the one of') },
    ]);
    expect(tracker.tickets).toHaveLength(2);
  });

  test('refer to where people read of their release, beside what people linked.', async () => {
    const { tracker, round } = aBench();
    await round();
    expect(theTicket(tracker, 0).links).toEqual(['https://board.test/x']);
    expect(theTicket(tracker, 0).files.checksums).toBe(sha256Of(xml));
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
