import { beforeAll, describe, expect, test } from 'vitest';
import type { Instant } from '../../src/domain/instant.ts';
import { desirableStates, type ReleaseId, type StateName } from '../../src/domain/release.ts';
import type { DesiredTicket, ObservedTicket, TicketChanges, TicketPerson } from '../../src/domain/ticket.ts';
import { isUnchanged, ticketChanges } from '../../src/domain/ticket-changes.ts';
import type { TicketTracker } from '../../src/ports/ticket-tracker.ts';
import { failureIn } from '../adapters/failure-code.ts';
import { noon } from '../builders/release.ts';
import { desiredTicket, fileOf, noChanges, ticketFields } from '../builders/ticket.ts';

/**
 * A tracker under test. It may hold other tickets already, but none of umd-5. It has the groups sw-rel-qc and sw-rel-sr
 * and the users quentin, whose address is quentin@rt.test, and rosa.
 */
export interface TrackerBench {
  readonly tracker: TicketTracker;
  /** Texts of the comments on a ticket, in order. */
  readonly comments: (number: number) => Promise<readonly string[]>;
  /** A name for neither group nor user. */
  readonly lacking: string;
  readonly now: () => Instant;
}

const group = (name: string): TicketPerson => ({ kind: 'group', name });
const user = (name: string): TicketPerson => ({ kind: 'user', name });
const address = (name: string): TicketPerson => ({ kind: 'address', name });

/** What every ticket tracker promises. */
export function ticketTrackerContract(title: string, open: () => Promise<TrackerBench>): void {
  describe(`${title} as a ticket tracker`, () => {
    let bench: TrackerBench;
    let releases = 0;
    beforeAll(async () => {
      bench = await open();
    });

    const fresh = () => `umd-5/voms-4.2.${++releases}`;
    const find = ({ release }: DesiredTicket) => bench.tracker.find(release, null);

    async function there(ticket: DesiredTicket): Promise<ObservedTicket> {
      const found = await find(ticket);
      if (found === null) throw new Error(`${ticket.release} has a ticket`);
      return found;
    }

    const refusalsOf = async (ticket: DesiredTicket, changes: Partial<TicketChanges>) =>
      (await bench.tracker.update(await there(ticket), { ...noChanges, ...changes })).refusals;

    async function created(more: Partial<DesiredTicket> = {}) {
      const ticket = desiredTicket(fresh(), more);
      return { ticket, number: await bench.tracker.create(ticket) };
    }

    test('Nothing keeps it from being used.', async () => {
      const people = [group('sw-rel-qc'), user('quentin'), address('nobody-yet@example.org')];
      expect(await bench.tracker.problems({ people, now: bench.now() })).toEqual([]);
    });

    test('People that policy names and that are not there keep it from being used.', async () => {
      const people = [group('sw-rel-qc'), group(bench.lacking), user(bench.lacking)];
      const problems = await bench.tracker.problems({ people, now: bench.now() });
      expect(problems).toEqual([1, 2].map(() => expect.stringContaining(bench.lacking)));
      expect(await bench.tracker.recognise(people)).toEqual([group('sw-rel-qc'), null, null]);
    });

    test('There is no ticket before one was made.', async () => {
      expect(await bench.tracker.find(fresh() as ReleaseId, null)).toBeNull();
    });

    test('A ticket is found by its release and by its number, with everything that it was made with.', async () => {
      const { ticket, number } = await created();
      const found = await find(ticket);
      expect(found).toEqual({
        number,
        version: expect.any(String),
        release: ticket.release,
        fields: ticket.fields,
        owner: null,
        watchers: { cc: [], adminCc: [] },
        links: [],
        files: { metadata: ticket.files.metadata?.sha256, checksums: ticket.files.checksums?.sha256 },
        comments: new Set(),
      });
      expect(await bench.tracker.find(ticket.release, number)).toEqual(found);
      expect(bench.tracker.urlOf(number)).toContain(String(number));
    });

    test('A ticket without documents and without reports is as it should be, too.', async () => {
      const fields = ticketFields({
        status: 'new',
        rolloutProgress: 'Submitted',
        repositoryUrl: '',
        verificationReport: '',
      });
      const files = { metadata: null, checksums: null };
      const { ticket } = await created({ fields, files });
      const found = await find(ticket);
      expect(found).toMatchObject({ fields, files });
      expect(found !== null && isUnchanged(ticketChanges(ticket, found))).toBe(true);
    });

    test('A number of another release is refused, so that no second ticket is made; one of nothing is nothing.', async () => {
      const { number } = await created();
      const other = 'umd-5/other-1.0.0' as ReleaseId;
      const failure = await failureIn(bench.tracker.find(other, number));
      expect(failure.code).toBe('tracker-refused');
      expect(failure.message).toContain(String(number));
      expect(await bench.tracker.find(other, 999_999)).toBeNull();
    });

    test('A ticket is made for people, who come and go, with what it refers to.', async () => {
      const { tracker } = bench;
      const names = [group('sw-rel-qc'), group('sw-rel-sr'), address('quentin@rt.test'), user('rosa')];
      const [qc, sr, quentin, rosa] = (await tracker.recognise(names)).map((one) => one ?? user('?'));
      const [outside] = await tracker.recognise([address('Outside.Reader@example.org')]);
      const known = [qc, sr, quentin, rosa, outside].filter((one) => one !== null && one !== undefined);
      expect(known.map(({ kind }) => kind)).toEqual(['group', 'group', 'user', 'user', 'user']);
      const [theQc, theSr, theQuentin, theRosa, theOutsider] = known as [
        TicketPerson,
        TicketPerson,
        TicketPerson,
        TicketPerson,
        TicketPerson,
      ];
      const wanted = {
        owner: { person: theRosa, since: noon },
        watchers: { cc: [theQc, theOutsider], adminCc: [theSr] },
        links: ['https://board.example.org/releases/x?a=b&c=%20', 'https://code.example.org/x'],
      };
      const { ticket } = await created(wanted);
      expect(ticketChanges(ticket, await there(ticket))).toEqual(noChanges);
      const later = {
        ...ticket,
        owner: { person: null, since: noon },
        watchers: { cc: [theQuentin, theSr], adminCc: [] },
        links: [...ticket.links, 'https://reports.example.org/1'],
      };
      const before = await there(ticket);
      const { refusals, ticket: after } = await tracker.update(before, ticketChanges(later, before));
      expect(refusals).toEqual([]);
      expect(ticketChanges(later, after)).toEqual(noChanges);
      expect(await there(ticket)).toEqual(after);
      expect(await tracker.history(after)).toEqual({ edits: [], given: null });
    });

    test('Who read a ticket before somebody else wrote it does not write over that.', async () => {
      const { ticket } = await created();
      const before = await there(ticket);
      const changes = { ...noChanges, fields: { communicationStatus: 'Failed' } as const };
      await bench.tracker.update(before, changes);
      const late = bench.tracker.update(before, {
        ...noChanges,
        fields: { rolloutProgress: 'Production' },
      });
      expect((await failureIn(late)).code).toBe('tracker-refused');
      expect((await there(ticket)).fields).toMatchObject({
        rolloutProgress: 'StageRollout',
        communicationStatus: 'Failed',
      });
    });

    test('Releases whose ids differ by a little have tickets of their own.', async () => {
      const ids = ['umd-5/x-1.0.0', 'umd-5/x-1.0.0+2', 'umd-5/X-1.0.0', "umd-5/x'_%-1.0.0", 'umd-5/x-1.0'];
      const numbers = [];
      for (const id of ids) numbers.push(await bench.tracker.create(desiredTicket(id)));
      for (const [index, id] of ids.entries()) {
        expect((await bench.tracker.find(id as ReleaseId, null))?.number).toBe(numbers[index]);
      }
    });

    test('Two tickets of one release are refused.', async () => {
      const { ticket } = await created();
      await bench.tracker.create(ticket);
      expect((await failureIn(find(ticket))).code).toBe('tracker-refused');
    });

    test('Writing what differs makes the ticket as it should be.', async () => {
      const { ticket } = await created();
      const wanted = {
        ...ticket,
        fields: ticketFields({
          subject: 'another subject',
          status: 'resolved',
          rolloutProgress: 'Production',
          repositoryUrl: 'https://repo.example.org/production/ž/?a=b&c=%20',
          emergencyRelease: 'Yes',
          releaseType: 'NonIncremental',
          syncProtocol: 'https',
          stageRolloutReport: 'https://example.org/rolled-out',
        }),
        files: { metadata: fileOf('<other/>'), checksums: fileOf('<others/>') },
        comments: [{ key: 'moved-1', text: 'In production.' }],
      };
      const before = await there(ticket);
      const changes = ticketChanges(wanted, before);
      const { refusals, ticket: written } = await bench.tracker.update(before, changes);
      expect(refusals).toEqual([]);
      const after = await there(ticket);
      expect(written).toEqual(after);
      expect(ticketChanges(wanted, after)).toEqual(noChanges);
      expect((await bench.tracker.update(after, changes)).refusals).toEqual([]);
      expect(ticketChanges(wanted, await there(ticket))).toEqual(noChanges);
    });

    test('A field is emptied, and empty ones stay empty.', async () => {
      const { ticket } = await created();
      const empty = { repositoryUrl: '', verificationReport: '', stageRolloutReport: '' };
      for (const _ of [1, 2]) {
        expect(await refusalsOf(ticket, { fields: empty })).toEqual([]);
        expect((await there(ticket)).fields).toMatchObject(empty);
      }
    });

    test('Every state can be written and is read again.', async () => {
      const { ticket } = await created();
      const states: readonly StateName[] = [...desirableStates, 'Submitted', 'Deferred', 'Failed'];
      for (const rolloutProgress of states) {
        expect(await refusalsOf(ticket, { fields: { rolloutProgress } })).toEqual([]);
        expect((await there(ticket)).fields.rolloutProgress).toBe(rolloutProgress);
      }
    });

    test('A closed ticket opens again, and goes from one end to the other.', async () => {
      const { ticket } = await created({ fields: ticketFields({ status: 'resolved' }) });
      expect((await there(ticket)).fields.status).toBe('resolved');
      for (const status of ['open', 'rejected', 'resolved', 'open'] as const) {
        expect(await refusalsOf(ticket, { fields: { status } })).toEqual([]);
        expect((await there(ticket)).fields.status).toBe(status);
      }
    });

    test('Documents come back byte for byte.', async () => {
      const { ticket } = await created({ files: { metadata: null, checksums: null } });
      const content = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 151 + (index >> 8)) % 256);
      const files = { metadata: fileOf(content), checksums: fileOf(content.toReversed()) };
      expect(await refusalsOf(ticket, { files })).toEqual([]);
      expect((await there(ticket)).files).toEqual({
        metadata: files.metadata.sha256,
        checksums: files.checksums.sha256,
      });
    });

    test('A comment stands on the ticket once, however often it is written.', async () => {
      const { ticket, number } = await created();
      const first = { key: 'failed-0a1b', text: 'Žluťoučký 🚀 <b>&amp;\n\nsecond paragraph' };
      const second = { key: 'failed-2', text: `quoting\n\n[stagepost:never-written]\n${'x'.repeat(1000)}` };
      const attachment = { name: 'times.csv', type: 'text/csv', text: 'a,b\n"ž",2\n' };
      const third = { key: 'ended-3', text: 'with a file', attachment };
      await refusalsOf(ticket, { comments: [first] });
      await refusalsOf(ticket, { comments: [first, second, third] });
      expect(await refusalsOf(ticket, { comments: [second, third] })).toEqual([]);
      expect((await there(ticket)).comments).toEqual(new Set([first.key, second.key, third.key]));
      const texts = await bench.comments(number);
      expect(texts).toHaveLength(3);
      expect(texts[0]).toContain(first.text);
    });

    test('A ticket that is not there cannot be written.', async () => {
      const { ticket } = await created();
      const gone = { ...(await there(ticket)), number: 999_999 };
      const changes = { ...noChanges, fields: { communicationStatus: 'OK' } as const };
      expect((await failureIn(bench.tracker.update(gone, changes))).code).toBe('tracker-refused');
    });
  });
}
