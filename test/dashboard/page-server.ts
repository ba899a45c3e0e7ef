// A server for the browser tests: sample pages and assets with the headers of the real one, and a stream of events.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { assets } from '../../src/dashboard/assets.ts';
import { securityHeaders } from '../../src/http/security-headers.ts';

/** Pages by path, with the parts of their address that follow the question mark. */
export type Pages = (path: string, query: URLSearchParams) => string | undefined;

/** A server on loopback. */
export interface PageServer extends AsyncDisposable {
  readonly url: string;
  /** Tells every page that is open that something has changed. */
  readonly changed: () => void;
  /** How many pages listen. */
  readonly listeners: () => number;
}

/** Serves pages until it is disposed. */
export async function servePages(pages: Pages): Promise<PageServer> {
  const streams = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(': here\n\n');
      streams.add(response);
      request.on('close', () => streams.delete(response));
      return;
    }
    const asset = assets.get(pathname);
    const text = asset?.text ?? pages(decodeURIComponent(pathname), searchParams);
    response.writeHead(text === undefined ? 404 : 200, {
      ...securityHeaders,
      'content-type': asset?.type ?? 'text/html; charset=utf-8',
    });
    response.end(text ?? 'there is no such page');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    changed: () => {
      for (const stream of streams) stream.write('event: changed\ndata: {}\n\n');
    },
    listeners: () => streams.size,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
