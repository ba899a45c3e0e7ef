import type { FastifyInstance } from 'fastify';
import type { Log } from '../ports/log.ts';

/** One line for each answer. Neither queries nor headers: people put into them what is not for a log. */
export function logRequests(app: FastifyInstance, log: Log): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, id, ip, url } = request;
    const path = url.replace(/\?.*$/s, '');
    const milliseconds = Math.round(reply.elapsedTime);
    log.info('request', { request: id, method, path, status: reply.statusCode, milliseconds, from: ip });
  });
}
