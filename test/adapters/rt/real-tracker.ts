import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Telling } from '../../../scripts/request-tracker/site-config.ts';
import { startRequestTracker } from '../../../scripts/request-tracker/start-request-tracker.ts';
import { openRequestTracker } from '../../../src/adapters/rt/open-request-tracker.ts';
import type { TicketTracker } from '../../../src/ports/ticket-tracker.ts';

/** A Request Tracker of its own for one test file. */
export interface RealTracker {
  readonly url: () => string;
  /** Its own folder. */
  readonly dir: () => string;
  readonly tokenFile: (user: string) => string;
  /** The adapter, as one of the users of test-users.pl, perhaps by way of something else. */
  readonly as: (
    user: string,
    more?: { readonly url?: string; readonly queue?: string; readonly timeoutSeconds?: number },
  ) => TicketTracker;
  /** RT's answer to a request that the adapter would not make. */
  readonly ask: (user: string, request: RawRequest) => Promise<unknown>;
  /** The text at a path, such as that of an attached file. */
  readonly download: (user: string, path: string) => Promise<string>;
}

interface RawRequest {
  readonly method?: string;
  readonly path: string;
  readonly body?: unknown;
}

/** `telling` is asked for its addresses in the folder of the instance. */
export function realTracker(telling?: (dir: string) => Telling): RealTracker {
  let running: Awaited<ReturnType<typeof startRequestTracker>> | undefined;
  let dir = '';
  beforeAll(async () => {
    dir = await realpath(await mkdtemp(join(tmpdir(), 'stagepost-rt-')));
    running = await startRequestTracker({ dir, ...(telling === undefined ? {} : { telling: telling(dir) }) });
  });
  afterAll(async () => {
    await running?.stop();
    await rm(dir, { recursive: true, force: true });
  });
  const url = () => running?.url ?? '';
  const tokenFile = (user: string) => join(dir, 'tokens', user);
  const authorization = async (user: string) => `token ${(await readFile(tokenFile(user), 'utf8')).trim()}`;
  return {
    url,
    dir: () => dir,
    tokenFile,
    as: (user, more) =>
      openRequestTracker({
        url: url(),
        tokenFile: tokenFile(user),
        queue: 'sw-rel',
        timeoutSeconds: 30,
        ...more,
      }),
    ask: async (user, { method = 'GET', path, body }) => {
      const answer = await fetch(`${url()}/REST/2.0${path}`, {
        method,
        headers: { authorization: await authorization(user), 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return answer.json();
    },
    download: async (user, path) => {
      const headers = { authorization: await authorization(user) };
      return (await fetch(`${url()}/REST/2.0${path}`, { headers })).text();
    },
  };
}
