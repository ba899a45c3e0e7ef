import type { FastifyInstance } from 'fastify';
import { pathAsked } from '../stages/plain-path.ts';
import { refusalOf, refuseReader } from '../stages/stage-routes.ts';
import type { Identify } from './identify.ts';

/**
 * `/auth/request`: whether somebody may read an address of the private stage, for a web server that serves it. nginx
 * asks with the address as it was sent, in X-Original-URI, and passes cookie and password on (`auth_request`).
 */
export function addAuthRequest(
  app: FastifyInstance,
  { privatePath, identify }: { readonly privatePath: string; readonly identify: Identify },
): void {
  app.get('/auth/request', { schema: { hide: true } }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const path = pathAsked(String(request.headers['x-original-uri'] ?? ''), privatePath);
    const refusal = refusalOf(await identify(request), path);
    return refusal === null ? reply.code(204).send() : refuseReader(request, reply, refusal);
  });
}
