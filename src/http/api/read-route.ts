import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Snapshot, Viewer } from '../../report/views/snapshot.ts';
import type { Identify } from '../auth/identify.ts';
import { sendProblem } from '../problems.ts';
import { sendJson, sendTagged } from '../send-json.ts';
import type { Views } from '../views.ts';
import type { PageQuery } from './page-of.ts';
import { type JsonSchema, problemSchema } from './schemas.ts';

/** What a route that reads is asked with. */
export interface Asked {
  readonly snapshot: Snapshot;
  readonly audience: Viewer;
  readonly views: Views;
  readonly params: Readonly<Record<string, string>>;
  readonly query: PageQuery & Readonly<Record<string, string>>;
}

/** Something to read; it goes into the document of the API as it stands. */
export interface ReadRoute {
  readonly url: string;
  readonly summary: string;
  readonly description?: string;
  /** Public ones are answered to everybody, with what everybody may see. */
  readonly audience: Viewer;
  /** `csv` where the answer is a text of comma-separated values. */
  readonly form?: 'csv';
  readonly params?: JsonSchema;
  readonly query?: JsonSchema;
  readonly response: JsonSchema;
  /** Undefined where there is no such thing. */
  readonly answer: (asked: Asked) => unknown;
}

/** What every route that reads works with. */
export interface ReadDeps {
  readonly views: Views;
  readonly identify: Identify;
}

/** Adds a route that answers from the newest snapshot. */
export function addReadRoute(app: FastifyInstance, deps: ReadDeps, route: ReadRoute): void {
  app.get(route.url, { schema: schemaOf(route) }, async (request, reply) => {
    const { views } = deps;
    const { viewer: audience } = await deps.identify(request);
    if (route.audience === 'member' && audience === 'public') return forMembers(request, reply);
    const snapshot = views.current()?.snapshot;
    if (snapshot === undefined) return notYet(request, reply);
    const { params, query } = request as unknown as Pick<Asked, 'params' | 'query'>;
    const answer = await route.answer({ snapshot, audience, views, params, query });
    if (answer === undefined) return unknownThing(request, reply);
    return route.form === 'csv'
      ? sendTagged(request, reply, { type: 'text/csv', body: `${String(answer)}\n` })
      : sendJson(request, reply, answer);
  });
}

function schemaOf({ summary, description, form, params, query, response }: ReadRoute) {
  return {
    tags: ['read'],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { querystring: query }),
    response: {
      200: {
        description: 'as the last cycle saw it',
        content: form === 'csv' ? csv(response) : json(response),
      },
      304: { description: 'what the reader has is still right', type: 'null' },
      '4xx': { description: 'cannot be answered', content: problem },
      503: { description: 'nothing was observed yet', content: problem },
    },
  };
}

const problem = { 'application/problem+json': { schema: problemSchema } };

function json(schema: JsonSchema) {
  return { 'application/json': { schema } };
}

function csv(schema: JsonSchema) {
  return { 'text/csv': { schema } };
}

function forMembers(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(request, reply, {
    status: 403,
    title: 'For members only',
    detail: 'it names releases that are not public yet, and this server answers everybody',
  });
}

function notYet(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(request, reply, {
    status: 503,
    title: 'Not observed yet',
    detail: 'the first observation is not complete; /readyz says when it is',
    retryAfterSeconds: 5,
  });
}

function unknownThing(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(request, reply, {
    status: 404,
    title: 'Not found',
    detail: 'nothing of that name is known, or the cursor is of no list',
  });
}
