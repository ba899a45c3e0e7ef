import type { FastifyInstance } from 'fastify';
import type { Secret } from '../domain/secret.ts';
import { isSignedBy } from './auth/check-signature.ts';
import { sendProblem } from './problems.ts';
import { bytesOf, takeRawBodies } from './raw-bodies.ts';

const mostBytes = 1024 * 1024;
const limited = { rateLimit: { max: 1200, timeWindow: 60_000 } };

/**
 * `POST /webhooks/github`: a hint to look at `main`, and nothing else. What it says is not even read, so that one that
 * is repeated, late or lost costs nothing.
 */
export function addWebhook(
  app: FastifyInstance,
  { secret, wake }: { readonly secret: () => Promise<Secret>; readonly wake: () => void },
): void {
  app.register(async (scope) => {
    takeRawBodies(scope, mostBytes);
    scope.post('/webhooks/github', { schema: { hide: true }, config: limited }, async (request, reply) => {
      const signature = String(request.headers['x-hub-signature-256'] ?? '');
      if (!isSignedBy(await secret(), [bytesOf(request.body)], signature))
        return sendProblem(request, reply, {
          status: 401,
          title: 'Not signed',
          detail: 'X-Hub-Signature-256 must be sha256= and the HMAC-SHA256 of the body',
        });
      wake();
      return reply.code(202).type('text/plain; charset=utf-8').send('heard\n');
    });
  });
}
