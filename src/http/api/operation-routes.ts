import type { FastifyInstance } from 'fastify';
import type { ReleaseId } from '../../domain/release.ts';
import type { Log } from '../../ports/log.ts';
import type { Identify, Visitor } from '../auth/identify.ts';
import { notYours, objectionTo, refuse } from '../auth/may-change.ts';
import { placeToGo, textIn } from '../form-bodies.ts';
import { type Problem, sendProblem } from '../problems.ts';
import { sendJson } from '../send-json.ts';
import { group, type JsonSchema, problemSchema } from './schemas.ts';

/** Who asks, and with which request. */
export interface AskedBy {
  readonly operator: string;
  readonly request: string;
}

/** What operators may ask for; each is written down before it is done. */
export interface Operations {
  /** Looks at everything anew, now. */
  refresh(by: AskedBy): Promise<void>;
  /** Takes up a failed step of a release now; false where nothing is known of that release. */
  retryRelease(by: AskedBy, release: ReleaseId): Promise<boolean>;
  /** What was asked for, newest first. */
  newest(count: number): Promise<readonly object[]>;
}

/** What the routes of operators work with. */
export interface OperationDeps {
  readonly operations: Operations;
  readonly identify: Identify;
  readonly log: Log;
}

const newestCount = 100;

/** Adds what only operators may ask for. */
export function addOperationRoutes(app: FastifyInstance, deps: OperationDeps): void {
  const { operations } = deps;
  addOperation(app, deps, {
    url: '/api/v1/refresh',
    summary: 'Look at everything now, not at the next poll',
    ask: async (by) => {
      await operations.refresh(by);
      return true;
    },
  });
  addOperation(app, deps, {
    url: '/api/v1/releases/:major/:name/retry',
    summary: 'Try a failed step of a release now, not when it is due',
    ask: (by, { major, name }) => operations.retryRelease(by, `${major}/${name}` as ReleaseId),
  });
  addOperatorRead(app, deps, {
    url: '/api/v1/operations',
    summary: `What operators asked for: the newest ${newestCount}, newest first`,
    read: () => operations.newest(newestCount),
  });
}

/** A list that only operators may see. */
export function addOperatorRead(
  app: FastifyInstance,
  { identify }: Pick<OperationDeps, 'identify'>,
  {
    url,
    summary,
    read,
  }: { readonly url: string; readonly summary: string; readonly read: () => Promise<readonly object[]> },
): void {
  app.get(url, { schema: listSchema(summary), config: limited }, async (request, reply) => {
    const visitor = await identify(request);
    const why = visitor.name === null ? nobody : visitor.mayOperate ? null : notYours;
    if (why !== null) return refuse(request, reply, why);
    return sendJson(request, reply, { items: await read() });
  });
}

/** One thing to ask for by POST; the answer of `ask` says whether there is something to do it to. */
export interface OperationRoute {
  readonly url: string;
  readonly summary: string;
  readonly ask: (by: AskedBy, params: Readonly<Record<string, string>>) => Promise<boolean>;
}

/** Adds one of them: for operators alone, by a token or by a form of a page, and told in the log. */
export function addOperation(
  app: FastifyInstance,
  { identify, log }: Omit<OperationDeps, 'operations'>,
  { url, summary, ask }: OperationRoute,
): void {
  app.post(url, { schema: askSchema(summary), config: limited }, async (request, reply) => {
    const visitor = await identify(request);
    const why = objectionTo(request, visitor) ?? (visitor.mayOperate ? null : notYours);
    if (why !== null) return refuse(request, reply, why);
    const by = { operator: nameOf(visitor), request: request.id };
    const params = request.params as Readonly<Record<string, string>>;
    const found = await ask(by, params);
    log.info('operation', { ...by, operation: summary, ...params, found });
    if (!found)
      return sendProblem(request, reply, {
        status: 404,
        title: 'Not found',
        detail: 'nothing of that name is known, or nothing can be done to it',
      });
    if (isForm(request.headers['content-type']))
      return reply.redirect(placeToGo(textIn(request.body, 'to')), 303);
    return reply.code(202).type('application/json; charset=utf-8').send('{"accepted":true}');
  });
}

// Tokens are random and long; this keeps whoever guesses from filling the log.
const limited = { rateLimit: { max: 60, timeWindow: 60_000 } };

const nobody: Problem = {
  status: 401,
  title: 'For operators only',
  detail: 'sign in, or send a token for operations as Authorization: Bearer',
};

function nameOf({ name }: Visitor): string {
  return name ?? 'nobody';
}

function isForm(type: string | undefined): boolean {
  return type?.startsWith('application/x-www-form-urlencoded') ?? false;
}

const problem = { 'application/problem+json': { schema: problemSchema } };
const operatorsOnly = [{ operator: [] }];

function askSchema(summary: string) {
  const accepted: JsonSchema = group({ accepted: { type: 'boolean' } });
  return {
    tags: ['operate'],
    summary,
    security: operatorsOnly,
    response: {
      202: {
        description: 'is written down, and done next',
        content: { 'application/json': { schema: accepted } },
      },
      '4xx': { description: 'not by this token, or not to this', content: problem },
    },
  };
}

function listSchema(summary: string) {
  const items = group({ items: { type: 'array', items: { type: 'object' } } });
  return {
    tags: ['operate'],
    summary,
    security: operatorsOnly,
    response: {
      200: { description: 'all at once', content: { 'application/json': { schema: items } } },
      '4xx': { description: 'not by this token', content: problem },
    },
  };
}
