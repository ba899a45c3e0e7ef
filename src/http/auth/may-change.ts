import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Problem, sendProblem } from '../problems.ts';
import { isFormKey } from './form-key.ts';
import type { Visitor } from './identify.ts';

/** Why somebody may not change anything by this request; null when they may. */
export function objectionTo(request: FastifyRequest, visitor: Visitor): Problem | null {
  const { name, formKey, hasPassword } = visitor;
  if (name === null || hasPassword) return unknown;
  if (formKey === null) return null;
  const { key } = (request.body ?? {}) as { readonly key?: unknown };
  const given = request.headers['x-stagepost-key'] ?? key;
  return isFormKey(formKey, given) && !isFromElsewhere(request) ? null : foreign;
}

/** Answers somebody who may not; nobody is told whether there is what they asked for. */
export function refuse(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="stagepost"');
  return sendProblem(request, reply, problem);
}

// Browsers that say where a form stands are believed; older ones say nothing, and the key alone counts.
function isFromElsewhere({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

const unknown: Problem = {
  status: 401,
  title: 'Not known',
  detail: 'sign in, or send a token as Authorization: Bearer',
};

const foreign: Problem = {
  status: 403,
  title: 'Not from a form of ours',
  detail: 'load the page again and send its form; programs send a token instead of a cookie',
};

/** For whoever is known and has not the right. */
export const notYours: Problem = {
  status: 403,
  title: 'Not for you',
  detail: 'none of your roles may do that, or the token is not for it',
};
