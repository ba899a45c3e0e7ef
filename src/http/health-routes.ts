import type { FastifyInstance } from 'fastify';
import { sendProblem } from './problems.ts';

/** Whether the loop does its work; else one sentence that says what keeps it. */
export type Readiness = { readonly ready: true } | { readonly ready: false; readonly why: string };

/**
 * `/healthz` answers as long as the process does; `/readyz` only while the loop observes: not before the first full
 * observation, and not when there has been none for long.
 */
export function addHealthRoutes(app: FastifyInstance, readiness: () => Readiness): void {
  app.get('/healthz', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store').send('ok\n'),
  );
  app.get('/readyz', { schema: { hide: true } }, async (request, reply) => {
    const answer = readiness();
    if (!answer.ready)
      return sendProblem(request, reply, {
        status: 503,
        title: 'Not ready',
        detail: answer.why,
        retryAfterSeconds: 5,
      });
    return reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store').send('ready\n');
  });
}
