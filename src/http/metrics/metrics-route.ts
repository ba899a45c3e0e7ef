import type { FastifyInstance } from 'fastify';
import type { Meters } from './make-meters.ts';
import type { MeterFacts } from './meter-facts.ts';

/** `/metrics` in the text format of Prometheus, and a count of every answer. */
export function addMetrics(
  app: FastifyInstance,
  { meters, facts }: { readonly meters: Meters; readonly facts: () => Promise<MeterFacts> },
): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    meters.answered({
      method: request.method,
      route,
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    });
  });
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply
      .header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(await meters.expose(await facts())),
  );
}
