import { beforeAll, describe, expect, test } from 'vitest';
import { desirableStates, type ReleaseId, type StateName } from '../../src/domain/release.ts';
import {
  type DesiredTicket,
  isUnchanged,
  type TicketChanges,
  ticketChanges,
} from '../../src/domain/ticket.ts';
import type { TicketTracker } from '../../src/ports/ticket-tracker.ts';
import { failureIn } from '../adapters/failure-code.ts';
import { desiredTicket, metadataOf, ticketFields } from '../builders/ticket.ts';

/** A tracker under test. It may hold other tickets already, but none of umd-5. */
export interface TrackerBench {
  readonly tracker: TicketTracker;
  /** Texts of the comments on a ticket, in order. */
  readonly comments: (number: number) => Promise<readonly string[]>;
}

const nothing: TicketChanges = { release: null, fields: {}, metadata: null, comments: [] };

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

    async function created(more: Partial<DesiredTicket> = {}) {
      const ticket = desiredTicket(fresh(), more);
      return { ticket, number: await bench.tracker.create(ticket) };
    }

    test('Nothing keeps it from being used.', async () => {
      expect(await bench.tracker.problems()).toEqual([]);
    });

    test('There is no ticket before one was made.', async () => {
      expect(await bench.tracker.find(fresh() as ReleaseId, null)).toBeNull();
    });

    test('A ticket is found by its release and by its number, with everything that it was made with.', async () => {
      const { ticket, number } = await created();
      const found = await find(ticket);
      expect(found).toEqual({
        number,
        release: ticket.release,
        fields: ticket.fields,
        metadata: ticket.metadata?.sha256,
        comments: new Set(),
      });
      expect(await bench.tracker.find(ticket.release, number)).toEqual(found);
      expect(bench.tracker.urlOf(number)).toContain(String(number));
    });

    test('A ticket without release.xml and without links is as it should be, too.', async () => {
      const fields = ticketFields({
        status: 'new',
        rolloutProgress: 'Submitted',
        repositoryUrl: '',
        verificationReport: '',
      });
      const { ticket } = await created({ fields, metadata: null });
      const found = await find(ticket);
      expect(found).toMatchObject({ fields, metadata: null });
      expect(found !== null && isUnchanged(ticketChanges(ticket, found))).toBe(true);
    });

    test('A number of another release or of nothing is refused, so that no second ticket is made.', async () => {
      const { number } = await created();
      for (const wrong of [number, 999_999]) {
        const failure = await failureIn(bench.tracker.find('umd-5/other-1.0.0' as ReleaseId, wrong));
        expect(failure.code).toBe('tracker-refused');
        expect(failure.message).toContain(String(wrong));
      }
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
      const { ticket, number } = await created();
      const wanted = {
        ...ticket,
        fields: ticketFields({
          status: 'resolved',
          rolloutProgress: 'Production',
          repositoryUrl: 'https://repo.example.org/production/ž/?a=b&c=%20',
          emergencyRelease: 'Yes',
          releaseType: 'NonIncremental',
          syncProtocol: 'https',
          stageRolloutReport: 'https://example.org/rolled-out',
        }),
        metadata: metadataOf('<other/>'),
        comments: [{ key: 'moved-1', text: 'In production.' }],
      };
      const before = await find(ticket);
      const changes = before === null ? nothing : ticketChanges(wanted, before);
      expect(await bench.tracker.update(number, changes)).toEqual([]);
      const after = await find(ticket);
      expect(after !== null && ticketChanges(wanted, after)).toEqual(nothing);
      expect(await bench.tracker.update(number, changes)).toEqual([]);
      expect(await find(ticket)).toEqual(after);
    });

    test('A field is emptied, and empty ones stay empty.', async () => {
      const { ticket, number } = await created();
      const empty = { repositoryUrl: '', verificationReport: '', stageRolloutReport: '' };
      for (const _ of [1, 2]) {
        expect(await bench.tracker.update(number, { ...nothing, fields: empty })).toEqual([]);
        expect((await find(ticket))?.fields).toMatchObject(empty);
      }
    });

    test('Every state can be written and is read again.', async () => {
      const { ticket, number } = await created();
      const states: readonly StateName[] = [...desirableStates, 'Submitted', 'Deferred', 'Failed'];
      for (const rolloutProgress of states) {
        expect(await bench.tracker.update(number, { ...nothing, fields: { rolloutProgress } })).toEqual([]);
        const found = await bench.tracker.find(ticket.release, number);
        expect(found?.fields.rolloutProgress).toBe(rolloutProgress);
      }
    });

    test('A closed ticket opens again.', async () => {
      const { ticket, number } = await created({ fields: ticketFields({ status: 'resolved' }) });
      expect((await find(ticket))?.fields.status).toBe('resolved');
      for (const status of ['open', 'rejected', 'open'] as const) {
        expect(await bench.tracker.update(number, { ...nothing, fields: { status } })).toEqual([]);
        expect((await find(ticket))?.fields.status).toBe(status);
      }
    });

    test('Release.xml comes back byte for byte.', async () => {
      const { ticket, number } = await created({ metadata: null });
      const content = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 151 + (index >> 8)) % 256);
      const metadata = metadataOf(content);
      expect(await bench.tracker.update(number, { ...nothing, metadata })).toEqual([]);
      expect((await find(ticket))?.metadata).toBe(metadata.sha256);
    });

    test('A comment stands on the ticket once, however often it is written.', async () => {
      const { ticket, number } = await created();
      const first = { key: 'failed-0a1b', text: 'Žluťoučký 🚀 <b>&amp;\n\nsecond paragraph' };
      const second = { key: 'failed-2', text: `quoting\n\n[stagepost:never-written]\n${'x'.repeat(1000)}` };
      await bench.tracker.update(number, { ...nothing, comments: [first] });
      await bench.tracker.update(number, { ...nothing, comments: [first, second] });
      expect(await bench.tracker.update(number, { ...nothing, comments: [second] })).toEqual([]);
      expect((await find(ticket))?.comments).toEqual(new Set([first.key, second.key]));
      const texts = await bench.comments(number);
      expect(texts).toHaveLength(2);
      expect(texts[0]).toContain(first.text);
    });

    test('A ticket that is not there cannot be written.', async () => {
      const work = bench.tracker.update(999_999, { ...nothing, fields: { communicationStatus: 'OK' } });
      expect((await failureIn(work)).code).toBe('tracker-refused');
    });
  });
}
