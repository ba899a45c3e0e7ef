import { describe, expect, test } from 'vitest';
import { failureIn } from '../adapters/failure-code.ts';
import { noon } from '../builders/release.ts';
import { desiredTicket, noChanges } from '../builders/ticket.ts';
import { ticketTrackerContract } from '../contracts/ticket-tracker.ts';
import { fakeTracker } from './ticket-tracker.ts';

ticketTrackerContract('The fake', async () => {
  const tracker = fakeTracker();
  tracker.lacks.add('nobody-knows');
  const ticket = (number: number) => tracker.tickets.find((each) => each.number === number);
  const comments = async (number: number) => ticket(number)?.comments.map(({ text }) => text) ?? [];
  return { tracker, comments, lacking: 'nobody-knows', now: () => noon };
});

describe('The fake tracker goes wrong when asked to', () => {
  const wish = desiredTicket('umd-5/voms-4.2.0');

  test('by not answering', async () => {
    const tracker = fakeTracker();
    tracker.faults.down = true;
    expect((await failureIn(tracker.find(wish.release, null))).code).toBe('tracker-unreachable');
    expect((await failureIn(tracker.create(wish))).code).toBe('tracker-unreachable');
    expect(await tracker.problems({ people: [], now: noon })).toHaveLength(1);
    expect(tracker.tickets).toEqual([]);
  });

  test('by doing it and saying that it failed, once', async () => {
    const tracker = fakeTracker();
    tracker.faults.failsAfterWrite = true;
    expect((await failureIn(tracker.create(wish))).code).toBe('tracker-unreachable');
    expect((await tracker.find(wish.release, null))?.number).toBe(1);
    expect(tracker.writes).toEqual(['create 1']);
  });

  test('by not taking a field', async () => {
    const tracker = fakeTracker();
    tracker.faults.refuses.add('repositoryUrl');
    const number = await tracker.create(wish);
    expect((await tracker.find(wish.release, null))?.fields.repositoryUrl).toBe('');
    const found = await tracker.find(wish.release, number);
    if (found === null) throw new Error('the ticket is there');
    const changes = { ...noChanges, fields: { repositoryUrl: 'https://x/' } };
    const { refusals } = await tracker.update(found, changes);
    expect(refusals).toEqual([expect.stringContaining('repositoryUrl')]);
    expect((await tracker.find(wish.release, number))?.fields.repositoryUrl).toBe('');
  });
});
