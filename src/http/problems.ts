import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../ports/log.ts';

/** Why a request was not served, in the form of RFC 9457. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Every single reason, where there are several. */
  readonly errors?: readonly string[];
  /** When it is worth to ask again. */
  readonly retryAfterSeconds?: number;
  /** Whether the log says more under the id, and a page names it. */
  readonly isLogged?: boolean;
}

/** Answers with a problem; its id is the one under which the log has the request. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  const { retryAfterSeconds, isLogged: _, ...told } = problem;
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  const body = JSON.stringify({ type: 'about:blank', ...told, id: request.id });
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(body);
}

/** Makes a page that says a problem to people; the id is null where nothing went wrong. */
export type NoticeMaker = (notice: {
  readonly title: string;
  readonly sentence: string;
  readonly id: string | null;
}) => string;

/** The same, as a page for whoever asked with a browser. */
export function sendNotice(
  request: FastifyRequest,
  reply: FastifyReply,
  { problem, make }: { readonly problem: Problem; readonly make: NoticeMaker },
): FastifyReply {
  if (!(request.headers.accept ?? '').includes('text/html')) return sendProblem(request, reply, problem);
  const { status, title, detail, retryAfterSeconds } = problem;
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(make({ title, sentence: detail, id: problem.isLogged === true ? request.id : null }));
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  404: 'Not found',
  405: 'Method not allowed',
  413: 'Too large',
  415: 'Unsupported media type',
  429: 'Too many requests',
};

/** Turns whatever goes wrong into a problem. What is our own fault is told by its id alone: no text, no path, no stack. */
export function answerProblems(app: FastifyInstance, log: Log, make: NoticeMaker): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    const title = titles[status];
    if (title !== undefined) return sendProblem(request, reply, { status, title, detail: error.message });
    log.error('request failed', { request: request.id, message: error.message, stack: error.stack });
    const problem = {
      status: 500,
      title: 'Internal error',
      detail: `this is not expected; the log has the reason under the id ${request.id}`,
      isLogged: true,
    };
    return sendNotice(request, reply, { problem, make });
  });
  const nothing = { status: 404, title: 'Not found', detail: 'there is nothing at this address' };
  app.setNotFoundHandler((request, reply) => sendNotice(request, reply, { problem: nothing, make }));
}
