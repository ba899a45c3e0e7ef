import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sha256Of } from '../../domain/digest.ts';
import { failureOf } from '../../domain/failure.ts';
import { plusSeconds } from '../../domain/instant.ts';
import type { Claims, IdentityProvider, SignInAttempt } from '../../ports/identity-provider.ts';
import type { Log } from '../../ports/log.ts';
import { placeToGo } from '../form-bodies.ts';
import { type NoticeMaker, type Problem, sendNotice } from '../problems.ts';
import { attemptCookie, cookieHeader, noCookieHeader, sessionCookie } from './cookies.ts';
import { cookieOf } from './credentials.ts';
import { type AccessDeps, auditName, type Identify } from './identify.ts';
import { objectionTo } from './may-change.ts';
import { personOf, type RoleByClaim } from './roles-of.ts';

/** What signing in works with. */
export interface SignInDeps {
  readonly access: Pick<AccessDeps, 'sessions' | 'tokens' | 'clock'>;
  readonly provider: IdentityProvider;
  readonly roles: ReadonlyMap<string, RoleByClaim>;
  readonly identify: Identify;
  readonly notice: NoticeMaker;
  readonly log: Log;
}

const attemptSeconds = 600;
// A working day; roles are read anew after it.
const sessionSeconds = 12 * 3600;
const limited = { rateLimit: { max: 60, timeWindow: 60_000 } };
const options = { schema: { hide: true }, config: limited };

/** `/sign-in`, where the provider leads back to, and `/sign-out`. */
export function addSignIn(app: FastifyInstance, deps: SignInDeps): void {
  app.get('/sign-in', options, async (request, reply) => {
    const { to } = request.query as { readonly to?: unknown };
    try {
      const { attempt, address } = await deps.provider.begin();
      const kept = Buffer.from(JSON.stringify({ ...attempt, to: placeToGo(to) })).toString('base64url');
      return withCookies(reply, cookieHeader(attemptCookie, kept, attemptSeconds)).redirect(address, 302);
    } catch (error) {
      return notSignedIn(deps, { request, reply, error });
    }
  });
  app.get('/sign-in/done', options, async (request, reply) => {
    const attempt = attemptIn(request);
    if (attempt === null) return sendNotice(request, reply, { problem: noAttempt, make: deps.notice });
    let claims: Claims;
    try {
      claims = await deps.provider.finish(request.raw.url?.split('?').slice(1).join('?') ?? '', attempt);
    } catch (error) {
      return notSignedIn(deps, { request, reply, error });
    }
    const cookie = await beginSession(deps, claims, request.id);
    return withCookies(reply, cookie, noCookieHeader(attemptCookie)).redirect(placeToGo(attempt.to), 303);
  });
  app.post('/sign-out', options, async (request, reply) => {
    const visitor = await deps.identify(request);
    const problem = objectionTo(request, visitor);
    if (problem !== null) return sendNotice(request, reply, { problem, make: deps.notice });
    const secret = cookieOf(request.headers.cookie, sessionCookie);
    if (secret !== undefined) await deps.access.sessions.end(sha256Of(secret));
    deps.log.info('sign-out', { request: request.id, person: visitor.name });
    return withCookies(reply, noCookieHeader(sessionCookie)).redirect('/', 303);
  });
}

async function beginSession(deps: SignInDeps, claims: Claims, request: string): Promise<string> {
  const { sessions, tokens, clock } = deps.access;
  const person = personOf(claims, deps.roles);
  const secret = randomBytes(32).toString('base64url');
  const now = clock.now();
  const expires = plusSeconds(now, sessionSeconds);
  await sessions.begin({ ...person, digest: sha256Of(secret), expires }, now);
  await tokens.renewOwner(person);
  deps.log.info('sign-in', { request, person: auditName(person), roles: person.roles });
  return cookieHeader(sessionCookie, secret, sessionSeconds);
}

type Attempt = SignInAttempt & { readonly to?: unknown };

function attemptIn({ headers }: FastifyRequest): Attempt | null {
  const kept = cookieOf(headers.cookie, attemptCookie);
  if (kept === undefined) return null;
  try {
    const { state, nonce, verifier, to } = JSON.parse(
      Buffer.from(kept, 'base64url').toString('utf8'),
    ) as Attempt;
    const texts: readonly unknown[] = [state, nonce, verifier];
    return texts.every((each) => typeof each === 'string') ? { state, nonce, verifier, to } : null;
  } catch {
    return null;
  }
}

function withCookies(reply: FastifyReply, ...cookies: readonly string[]): FastifyReply {
  return reply.header('set-cookie', [...cookies]).header('cache-control', 'no-store');
}

function notSignedIn(
  { log, notice }: SignInDeps,
  {
    request,
    reply,
    error,
  }: { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly error: unknown },
): FastifyReply {
  const { code, message, hint } = failureOf(error);
  log.warn('sign-in refused', { request: request.id, code, message, hint });
  const problem = code === 'sign-in-refused' ? refused : cannot;
  withCookies(reply, noCookieHeader(attemptCookie));
  return sendNotice(request, reply, { problem: { ...problem, isLogged: true }, make: notice });
}

const again = 'begin anew with “Sign in”, in one browser and within ten minutes';
const noAttempt: Problem = {
  status: 400,
  title: 'Not signed in',
  detail: `nobody began to sign in with this browser a short time ago; ${again}`,
};
const refused: Problem = {
  status: 400,
  title: 'Not signed in',
  detail: `what came back from the identity provider does not fit what was asked; ${again}`,
};
const cannot: Problem = {
  status: 503,
  title: 'Nobody can sign in now',
  detail: 'the identity provider does not answer as it should; try again in a moment',
  retryAfterSeconds: 30,
};
