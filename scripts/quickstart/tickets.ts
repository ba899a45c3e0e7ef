import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openRequestTracker } from '../../src/adapters/rt/open-request-tracker.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import { startRequestTracker } from '../request-tracker/start-request-tracker.ts';
import { say } from './narrate.ts';

/** A Request Tracker beside the story. */
export interface Tickets {
  /** What host.yaml says about it. */
  readonly hostSection: string;
  /** Tells what the tickets say, and where they are read. */
  readonly tell: (releases: readonly string[]) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts a throw-away Request Tracker on this machine alone. */
export async function startTickets(work: string): Promise<Tickets> {
  const dir = join(work, 'rt');
  await mkdir(dir, { recursive: true });
  const tracker = await startRequestTracker({ dir });
  const tokenFile = tracker.tokens.stagepost ?? '';
  const queue = 'sw-rel';
  say.fact(`Request Tracker answers at ${tracker.url}; log in as root with the password "password"`);
  const reader = openRequestTracker({ url: tracker.url, tokenFile, queue, timeoutSeconds: 30 });
  return {
    hostSection: `\nrequestTracker:\n  url: ${tracker.url}\n  queue: ${queue}\n  tokenFile: ${tokenFile}\n`,
    tell: async (releases) => {
      say.fact('The tickets:');
      for (const release of releases) {
        const ticket = await reader.find(release as ReleaseId, null);
        if (ticket === null) throw new Error(`${release} has no ticket`);
        const { rolloutProgress, communicationStatus, status } = ticket.fields;
        const standing = `${rolloutProgress}, ${communicationStatus}, ${status}`;
        say.fact(`  ${release}: ${standing}   ${reader.urlOf(ticket.number)}`);
      }
    },
    stop: tracker.stop,
  };
}
