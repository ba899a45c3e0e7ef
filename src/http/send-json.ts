import type { FastifyReply, FastifyRequest } from 'fastify';
import { sha256Of } from '../domain/digest.ts';

/** Answers with JSON and its ETag, or with 304 to a reader who has that already. */
export function sendJson(request: FastifyRequest, reply: FastifyReply, value: unknown): FastifyReply {
  return sendTagged(request, reply, { type: 'application/json', body: JSON.stringify(value) });
}

/** The same with a text of another type. */
export function sendTagged(
  request: FastifyRequest,
  reply: FastifyReply,
  { type, body }: { readonly type: string; readonly body: string },
): FastifyReply {
  const tag = `"${sha256Of(body).slice(0, 32)}"`;
  // Each reader asks again, and nobody between us keeps what may not be for others.
  reply.header('etag', tag).header('cache-control', 'private, no-cache');
  if (has(request.headers['if-none-match'], tag)) return reply.code(304).send();
  return reply.header('content-type', `${type}; charset=utf-8`).send(body);
}

// A proxy that compresses makes a tag weak; what it stands for is the same (RFC 9110, 13.1.2).
function has(header: string | undefined, tag: string): boolean {
  const tags = (header ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
  return tags.includes(tag) || tags.includes('*');
}
