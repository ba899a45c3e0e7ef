import { expect, test } from 'vitest';
import type { ReleaseId } from '../../../src/domain/release.ts';
import { ticketTrackerContract } from '../../contracts/ticket-tracker.ts';
import { realTracker } from './real-tracker.ts';

const rt = realTracker();

ticketTrackerContract('Request Tracker', async () => ({
  tracker: rt.as('stagepost'),
  comments: async (number) => {
    const path = `/ticket/${number}/attachments?fields=Content&per_page=100`;
    const { items } = (await rt.ask('stagepost', { path })) as { items: { Content: string }[] };
    return items.map(({ Content }) => Content);
  },
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
  expect(await tracker.find(release, number)).toMatchObject({ number, release: null });
  expect(await tracker.update(number, { release, fields: {}, metadata: null, comments: [] })).toEqual([]);
  expect(await tracker.find(release, null)).toMatchObject({ number, release });
});
