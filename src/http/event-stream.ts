import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { sendProblem } from './problems.ts';
import { securityHeaders } from './security-headers.ts';
import type { NamedSnapshot, Views } from './views.ts';

const mostReaders = 200;
const heartbeatMs = 20_000;
// A reader that does not take what little is sent has gone, or sleeps; it asks again when it wakes.
const mostUnread = 16 * 1024;

/** What event streams work with. */
export interface StreamDeps {
  readonly views: Pick<Views, 'current' | 'onChange'>;
  /** Ends all streams. */
  readonly stop: AbortSignal;
  readonly readers?: number;
}

/**
 * One event for each cycle that changed something, without names, so that everybody may hear it: who wants to know
 * what changed reads it. `Last-Event-ID` brings what was missed, because only the newest counts.
 */
export function addEventStream(app: FastifyInstance, deps: StreamDeps): void {
  const readers = new Set<ServerResponse>();
  const most = deps.readers ?? mostReaders;
  deps.views.onChange((named) => {
    for (const reader of readers) tell(reader, eventOf(named));
  });
  const heart = setInterval(() => {
    for (const reader of readers) tell(reader, ': still here\n\n');
  }, heartbeatMs);
  heart.unref();
  const endAll = () => {
    clearInterval(heart);
    for (const reader of readers) reader.end();
  };
  deps.stop.addEventListener('abort', endAll, { once: true });
  app.addHook('preClose', async () => endAll());

  app.get('/api/v1/events', { schema, exposeHeadRoute: false }, async (request, reply) => {
    if (deps.stop.aborted || readers.size >= most)
      return sendProblem(request, reply, {
        status: 503,
        title: 'Too many readers',
        detail: `${most} readers are heard to already; ask now and then instead`,
        retryAfterSeconds: 30,
      });
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { ...securityHeaders, ...streamHeaders, 'x-request-id': request.id });
    raw.write('retry: 5000\n\n');
    const current = deps.views.current();
    if (current !== null && request.headers['last-event-id'] !== current.id) tell(raw, eventOf(current));
    readers.add(raw);
    raw.on('close', () => readers.delete(raw));
    return reply;
  });
}

const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // nginx would keep events back until a buffer is full.
  'x-accel-buffering': 'no',
};

function eventOf({ id, snapshot }: NamedSnapshot): string {
  const data = { at: snapshot.at, commit: snapshot.desired.commit, record: snapshot.record.parent };
  return `event: changed\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
}

function tell(reader: ServerResponse, text: string): void {
  if (reader.writableLength > mostUnread) reader.destroy();
  else reader.write(text);
}

const schema = {
  tags: ['read'],
  summary: 'Server-sent events: one for each cycle that changed something',
  description: 'The event `changed` has the moment, the commit of main and that of the record.',
  response: { 200: { description: 'text/event-stream', type: 'string' } },
};
