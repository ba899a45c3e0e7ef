import type { FastifyInstance } from 'fastify';

/** Takes bodies as the bytes that they are, because a signature is over these; larger ones are refused while they come. */
export function takeRawBodies(scope: FastifyInstance, mostBytes: number): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: mostBytes }, (_request, body, done) => {
    done(null, body);
  });
}

/** The bytes of a request that was taken like that; none where it had no body. */
export function bytesOf(body: unknown): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}
