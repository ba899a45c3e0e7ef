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
