import type { FastifyInstance } from 'fastify';
import { sendJson } from '../send-json.ts';
import { documentPage, documentStyle, type OpenApi } from './document-page.ts';

/** The document of the API, for programs as OpenAPI 3.1 and for people as a page. */
export function addDocumentRoutes(app: FastifyInstance): void {
  const read = () => app.swagger() as unknown as OpenApi;
  app.get('/api/v1/openapi.json', { schema: { hide: true } }, async (request, reply) =>
    sendJson(request, reply, read()),
  );
  app.get('/api/v1', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(documentPage(read())),
  );
  app.get('/api/v1/document.css', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'no-cache').send(documentStyle),
  );
}
