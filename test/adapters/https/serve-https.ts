import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Proof } from './make-authority.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** A server of a test, with what it was asked. */
export interface HttpsServer {
  readonly port: number;
  readonly host: string;
  readonly asked: readonly IncomingMessage[];
  /** Connections that were made to it, whether or not anything was asked over them. */
  readonly connections: () => number;
  readonly stop: () => Promise<void>;
}

/** Answers on one loopback address until it is stopped. */
export async function serveHttps(
  proof: Proof,
  answer: Answer,
  { address = '127.0.0.1', port = 0 } = {},
): Promise<HttpsServer> {
  const asked: IncomingMessage[] = [];
  let connections = 0;
  const server = createServer({ ...proof }, (request, response) => {
    asked.push(request);
    void answer(request, response);
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  const bound = (server.address() as AddressInfo).port;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port: bound, host: `${address}:${bound}`, asked, connections: () => connections, stop };
}

/** Serves the files of a folder as simple servers do, parts of them included. */
export function folderOf(folder: string): Answer {
  return async (request, response) => {
    const path = join(folder, decodeURIComponent(request.url ?? ''));
    const facts = await stat(path).catch(() => undefined);
    if (!facts?.isFile()) return void response.writeHead(404).end('<html>Not found</html>');
    const content = await readFile(path);
    const etag = `"${facts.mtimeMs}-${facts.size}"`;
    const [, first] = /^bytes=([0-9]+)-$/.exec(request.headers.range ?? '') ?? [];
    if (first === undefined || request.headers['if-range'] !== etag) {
      return void response.writeHead(200, { etag, 'content-length': content.length }).end(content);
    }
    const part = content.subarray(Number(first));
    const range = `bytes ${first}-${content.length - 1}/${content.length}`;
    response.writeHead(206, { etag, 'content-range': range, 'content-length': part.length }).end(part);
  };
}
