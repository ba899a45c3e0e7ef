import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { liesBelow } from '../../domain/access.ts';
import type { PublishedFile, PublishedFiles } from '../../ports/published-files.ts';
import type { Identify, Visitor } from '../auth/identify.ts';
import { type Problem, sendProblem } from '../problems.ts';
import { type Conditions, portionOf } from './conditions.ts';
import { cacheControlOf, isDated, typeOfFile } from './file-headers.ts';
import { pathAsked } from './plain-path.ts';

/** A stage that this server serves itself. */
export interface ServedStage {
  /** The path of its address, without a slash at its end. */
  readonly path: string;
  /** Absolute path of its folder. */
  readonly root: string;
  readonly isPrivate: boolean;
}

/** What the routes work with. */
export interface StageDeps {
  readonly stages: readonly ServedStage[];
  readonly files: PublishedFiles;
  readonly identify: Identify;
}

/** The published trees as files. Folders are not listed, and who may read is judged before anything is looked for. */
export function addStages(app: FastifyInstance, { stages, files, identify }: StageDeps): void {
  // Both by name: what is made for HEAD otherwise reads the whole file to send nothing of it.
  for (const stage of stages)
    app.route({
      method: ['GET', 'HEAD'],
      url: `${stage.path}/*`,
      schema: { hide: true },
      handler: async (request, reply) => {
        const path = pathAsked(request.raw.url, stage.path);
        if (stage.isPrivate) {
          keepFromCaches(reply);
          const refusal = refusalOf(await identify(request), path);
          if (refusal !== null) return refuseReader(request, reply, refusal);
        }
        const file = path === null ? null : await files.open(stage.root, path);
        if (path === null || file === null) return sendProblem(request, reply, nothing);
        return sendFile(request, reply, { file, path, stage });
      },
    });
}

/** Why somebody may not read a path of the private stage; null when they may. A null path is none that anybody may read. */
export function refusalOf({ name, reads }: Visitor, path: string | null): Problem | null {
  if (name === null) return unknown;
  return reads !== null && path !== null && liesBelow(path, reads) ? null : notReader;
}

/** Answers somebody who may not read, and asks whoever is not known who they are. */
export function refuseReader(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 401)
    reply.header('www-authenticate', 'Basic realm="private repositories", charset="UTF-8"');
  return sendProblem(request, reply, problem);
}

interface Found {
  readonly file: PublishedFile;
  readonly path: string;
  readonly stage: ServedStage;
}

async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { file, path, stage }: Found,
): Promise<FastifyReply> {
  const etag = `"${file.stamp}"`;
  const modified = isDated(path) ? new Date(file.modifiedAt).toUTCString() : null;
  const portion = portionOf(request.headers as Conditions, { size: file.size, etag, modified });
  reply.code(portion.status).headers({
    etag,
    'accept-ranges': 'bytes',
    'cache-control': cacheControlOf(path, stage.isPrivate),
    ...(modified === null ? {} : { 'last-modified': modified }),
  });
  if (portion.status === 416) reply.header('content-range', `bytes */${file.size}`);
  const hasBytes = portion.status === 200 || portion.status === 206;
  if (hasBytes) reply.header('content-type', typeOfFile(path));
  if (portion.status === 206)
    reply.header('content-range', `bytes ${portion.from}-${portion.to}/${file.size}`);
  if (hasBytes) reply.header('content-length', portion.to - portion.from + 1);
  if (!hasBytes || request.method === 'HEAD' || file.size === 0) {
    await file.close();
    return reply.send();
  }
  return reply.send(file.read(portion.from, portion.to));
}

// A cache between us and the reader would give it to the next one.
function keepFromCaches(reply: FastifyReply): void {
  reply.header('cache-control', 'private, no-store').header('vary', 'Authorization, Cookie');
}

const nothing: Problem = { status: 404, title: 'Not found', detail: 'there is nothing at this address' };
const unknown: Problem = {
  status: 401,
  title: 'For members only',
  detail: 'send a token as the password, with any name; /account/tokens has them, or whoever runs this host',
};
const notReader: Problem = {
  status: 403,
  title: 'Not for you',
  detail: 'none of your roles may read this, or the token is for something else',
};
