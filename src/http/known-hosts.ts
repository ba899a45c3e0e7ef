import type { FastifyInstance } from 'fastify';
import { sendProblem } from './problems.ts';

/**
 * Answers only under names that are known: a foreign page that lets its own name lead to this machine (DNS rebinding)
 * would otherwise read what only people at this machine may see.
 */
export function answerKnownHosts(app: FastifyInstance, names: readonly string[]): void {
  const known = new Set(['localhost', '127.0.0.1', '[::1]', ...names]);
  app.addHook('onRequest', async (request, reply) => {
    const name = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
    if (known.has(name)) return;
    return sendProblem(request, reply, {
      status: 421,
      title: 'Misdirected request',
      detail:
        'this server is not known by that name; listen.url of the host file says under which name it is',
    });
  });
}
