// A web server on this machine that tells what it was asked, and can wait before it answers. It sends no dates and no
// tags, so that no client keeps anything from before.
import { open, realpath } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** One request and how it was answered. */
export interface Asked {
  readonly client: 'dnf' | 'apt';
  /** From the top of the served folder, without a slash at its head. */
  readonly path: string;
  readonly status: number;
}

export interface WatchedServer {
  readonly url: string;
  /** Everything that was asked so far, in order of the answers. */
  readonly asked: readonly Asked[];
  /** Is waited for before each answer; the number counts requests since it was set, from 1. */
  readonly beforeEach: (wait: (request: number, path: string) => Promise<void>) => void;
  readonly stop: () => Promise<void>;
}

/** Serves a folder; with `pause`, the milliseconds between two small pieces of an answer. */
export async function watchFolder(dir: string, pause = 0): Promise<WatchedServer> {
  const asked: Asked[] = [];
  let count = 0;
  let wait: (request: number, path: string) => Promise<void> = async () => undefined;
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname).slice(1);
    const client = /APT/.test(request.headers['user-agent'] ?? '') ? 'apt' : 'dnf';
    count += 1;
    await wait(count, path);
    asked.push({ client, path, status: await answer(dir, path, { response, pause }) });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    beforeEach: (next) => {
      count = 0;
      wait = next;
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

interface Way {
  readonly response: ServerResponse;
  readonly pause: number;
}

async function answer(dir: string, path: string, { response, pause }: Way): Promise<number> {
  const bytes = await contentOf(dir, path, pause);
  response.writeHead(bytes === null ? 404 : 200, { 'content-length': bytes?.length ?? 0 });
  if (bytes !== null && pause > 0) await trickle(response, bytes, pause);
  else response.end(bytes ?? '');
  return bytes === null ? 404 : 200;
}

/** Like every web server, it opens the file once and reads on in it, whatever happens to the name. */
async function contentOf(dir: string, path: string, pause: number): Promise<Buffer | null> {
  const file = await realpath(join(dir, path)).catch(() => null);
  if (file === null || !file.startsWith((await realpath(dir)) + sep)) return null;
  const handle = await open(file).catch(() => null);
  if (handle === null) return null;
  try {
    if (pause > 0) await sleep(pause);
    return (await handle.stat()).isFile() ? await handle.readFile() : null;
  } finally {
    await handle.close();
  }
}

async function trickle(response: ServerResponse, bytes: Buffer, pause: number): Promise<void> {
  const pieces = 4;
  const size = Math.max(Math.ceil(bytes.length / pieces), 1);
  for (let at = 0; at < bytes.length; at += size) {
    response.write(bytes.subarray(at, at + size));
    await sleep(pause);
  }
  response.end();
}
