import { createReadStream } from 'node:fs';
import { mkdir, realpath, stat } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, sep } from 'node:path';

/** A web server as small as it can be: the public half of a folder, to this machine alone. */
export async function serveFolder(
  dir: string,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const shown = join(dir, 'public');
  await mkdir(shown, { recursive: true });
  const server = createServer((request, response) => {
    answer(dir, shown, { path: request.url ?? '/', response }).catch(() => end(response, 404));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { url: `http://127.0.0.1:${port}`, stop };
}

async function answer(
  dir: string,
  shown: string,
  { path, response }: { readonly path: string; readonly response: ServerResponse },
): Promise<void> {
  const file = await realpath(join(dir, decodeURIComponent(new URL(path, 'http://localhost').pathname)));
  const facts = await stat(file);
  // Links lead from one public place to another; whatever leads elsewhere is not there.
  if (!file.startsWith(shown + sep) || !facts.isFile()) return end(response, 404);
  response.writeHead(200, { 'content-length': facts.size });
  createReadStream(file).pipe(response);
}

function end(response: ServerResponse, code: number): void {
  response.writeHead(code);
  response.end();
}
