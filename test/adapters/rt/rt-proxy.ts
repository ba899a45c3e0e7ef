import type { IncomingMessage, ServerResponse } from 'node:http';
import { loopbackServer } from './loopback-server.ts';

export type Passing = 'whole' | 'without answer' | 'not at all';

/** Stands between us and RT for one test; `decide` sees each request before it is passed on. */
export function rtProxy(
  target: string,
  decide: (method: string, path: string) => Promise<Passing> | Passing,
): Promise<string> {
  return loopbackServer((request, response) => {
    pass(target, { request, response, decide }).catch(() => response.destroy());
  });
}

async function pass(
  target: string,
  {
    request,
    response,
    decide,
  }: {
    readonly request: IncomingMessage;
    readonly response: ServerResponse;
    readonly decide: Parameters<typeof rtProxy>[1];
  },
): Promise<void> {
  const { method = '', url = '' } = request;
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts);
  const passing = await decide(method, url);
  if (passing === 'not at all') return;
  const answer = await fetch(`${target}${url}`, {
    method,
    headers: headersOf(request),
    ...(body.length === 0 ? {} : { body }),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const etag = answer.headers.get('etag');
  response.writeHead(passing === 'whole' ? answer.status : 500, etag === null ? {} : { etag });
  response.end(passing === 'whole' ? bytes : '');
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const names = ['authorization', 'content-type', 'if-match'];
  return Object.fromEntries(
    names.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]]] : [])),
  );
}
