import { expect, test } from 'vitest';
import { instantOfMs } from '../../../src/domain/instant.ts';
import type { ReleaseId } from '../../../src/domain/release.ts';
import { noChanges } from '../../builders/ticket.ts';
import { ticketTrackerContract } from '../../contracts/ticket-tracker.ts';
import { realTracker } from './real-tracker.ts';

const rt = realTracker();

ticketTrackerContract('Request Tracker', async () => ({
  tracker: rt.as('stagepost'),
  comments: async (number) => {
    const path = `/ticket/${number}/attachments?fields=Content,ContentType&per_page=100`;
    const { items } = (await rt.ask('stagepost', { path })) as {
      items: { Content: string; ContentType: string }[];
    };
    return items.filter(({ ContentType }) => ContentType === 'text/plain').map(({ Content }) => Content);
  },
  lacking: 'nobody-knows',
  now: () => instantOfMs(Date.now()),
}));

test('A ticket that people made is marked with its release, so that it is found again without its number.', async () => {
  const release = 'umd-5/by-hand-1.0.0' as ReleaseId;
  const made = (await rt.ask('petr', {
    method: 'POST',
    path: '/ticket',
    body: {
      Queue: 'sw-rel',
      Subject: 'by hand',
      CustomFields: { 'Sync-URL': 'rsync://repo.example.org/x/' },
    },
  })) as { id: string };
  const tracker = rt.as('stagepost');
  const number = Number(made.id);
  const found = await tracker.find(release, number);
  expect(found).toMatchObject({ number, release: null });
  if (found === null) return;
  expect((await tracker.update(found, { ...noChanges, release })).refusals).toEqual([]);
  expect(await tracker.find(release, null)).toMatchObject({ number, release });
});
