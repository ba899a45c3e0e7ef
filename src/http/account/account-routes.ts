import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SignedIn, Token } from '../../domain/access.ts';
import type { Log } from '../../ports/log.ts';
import type { OperationLog } from '../../ports/operations.ts';
import { type AccountView, accountView } from '../../report/views/account-view.ts';
import { type AccessDeps, auditName, type Identify, rightsOf, type Visitor } from '../auth/identify.ts';
import { objectionTo } from '../auth/may-change.ts';
import { textIn, textsIn } from '../form-bodies.ts';
import { type NoticeMaker, type Problem, sendNotice } from '../problems.ts';
import { newToken } from './make-token.ts';
import { readWish, type TypedWish } from './read-wish.ts';

/** What the page of tokens is made from. */
export interface AccountAsked {
  readonly view: AccountView;
  readonly visitor: Visitor;
  readonly formKey: string;
  /** A token that was just made, with its text: it is shown this once. */
  readonly made: { readonly token: Token; readonly secret: string } | null;
  /** Why there is none, with what was typed. */
  readonly refused: { readonly typed: TypedWish; readonly problems: readonly string[] } | null;
}

/** Makes the page of tokens. */
export type AccountMaker = (asked: AccountAsked) => string;

/** What the routes work with. */
export interface AccountDeps {
  readonly access: AccessDeps;
  readonly identify: Identify;
  readonly operations: Pick<OperationLog, 'note'>;
  readonly page: AccountMaker;
  readonly notice: NoticeMaker;
  readonly log: Log;
}

const url = '/account/tokens';
const mostTokens = 50;
const options = { schema: { hide: true }, config: { rateLimit: { max: 120, timeWindow: 60_000 } } };

/** `/account/tokens`: who one is here, and one's tokens. */
export function addAccount(app: FastifyInstance, deps: AccountDeps): void {
  app.get(url, options, async (request, reply) => {
    const visitor = await deps.identify(request);
    const { person, formKey } = visitor;
    if (person === null || formKey === null)
      return reply.redirect(`/sign-in?to=${encodeURIComponent(url)}`, 303);
    return show(deps, reply, { visitor, person, formKey, made: null, refused: null });
  });
  app.post(url, options, async (request, reply) => {
    const visitor = await deps.identify(request);
    const { person, formKey } = visitor;
    const problem = objectionTo(request, visitor) ?? (person === null ? notByToken : null);
    if (problem !== null || person === null || formKey === null)
      return objected(deps, { request, reply, problem });
    const typed = typedIn(request.body);
    const result = await make(deps, { person, typed, request: request.id });
    return show(deps, reply, { visitor, person, formKey, ...result });
  });
  app.post(`${url}/:id/revoke`, options, async (request, reply) => {
    const visitor = await deps.identify(request);
    const { person } = visitor;
    const problem = objectionTo(request, visitor) ?? (person === null ? notByToken : null);
    if (problem !== null || person === null) return objected(deps, { request, reply, problem });
    const { id } = request.params as { readonly id: string };
    const own = await deps.access.tokens.list(person.subject);
    if (!own.some((token) => token.id === id)) return objected(deps, { request, reply, problem: noToken });
    await note(deps, 'revoke-token', { person, subject: id, request: request.id });
    await deps.access.tokens.revoke(id, deps.access.clock.now());
    return reply.redirect(url, 303);
  });
}

type Shown = Omit<AccountAsked, 'view'> & { readonly person: SignedIn };

async function show({ access, page }: AccountDeps, reply: FastifyReply, { person, ...asked }: Shown) {
  const tokens = await access.tokens.list(person.subject);
  const view = accountView(person, { rights: rightsOf(access, person), tokens }, access.clock.now());
  return reply
    .code(asked.refused === null ? 200 : 400)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(page({ ...asked, view }));
}

interface Making {
  readonly person: SignedIn;
  readonly typed: TypedWish;
  readonly request: string;
}

async function make(
  deps: AccountDeps,
  { person, typed, request }: Making,
): Promise<Pick<AccountAsked, 'made' | 'refused'>> {
  const { tokens, clock } = deps.access;
  const now = clock.now();
  const view = accountView(
    person,
    { rights: rightsOf(deps.access, person), tokens: await tokens.list(person.subject) },
    now,
  );
  const read = readWish(typed);
  const problems = [
    ...('problems' in read ? read.problems : beyond(view, read.wish.scopes)),
    ...(view.tokens.length < mostTokens ? [] : [`there are ${mostTokens} already; revoke one first`]),
  ];
  if ('problems' in read || problems.length > 0) return { made: null, refused: { typed, problems } };
  const made = newToken(read.wish, { kind: 'person', ...person }, now);
  await note(deps, 'create-token', { person, subject: made.token.id, request });
  await tokens.make(made.token);
  return { made, refused: null };
}

function beyond({ scopes }: AccountView, wished: readonly string[]): readonly string[] {
  const own: readonly string[] = scopes.map(({ scope }) => scope);
  return wished.filter((scope) => !own.includes(scope)).map((scope) => `none of your roles may ${scope}`);
}

async function note(
  { access, operations, log }: AccountDeps,
  kind: 'create-token' | 'revoke-token',
  { person, ...about }: { readonly person: SignedIn; readonly subject: string; readonly request: string },
): Promise<void> {
  const operator = auditName(person);
  await operations.note({ at: access.clock.now(), operator, kind, ...about });
  log.info(kind, { operator, ...about });
}

function typedIn(body: unknown): TypedWish {
  const [label, below, days] = ['label', 'below', 'days'].map((name) => textIn(body, name)) as [
    string,
    string,
    string,
  ];
  return { label, below, days, scopes: textsIn(body, 'scope') };
}

interface Objection {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly problem: Problem | null;
}

function objected({ notice }: AccountDeps, { request, reply, problem }: Objection): FastifyReply {
  return sendNotice(request, reply, { problem: problem ?? notByToken, make: notice });
}

const notByToken: Problem = {
  status: 403,
  title: 'Not by a token',
  detail: 'tokens are made and revoked by people who signed in',
};
const noToken: Problem = { status: 404, title: 'Not found', detail: 'you have no token of that name' };
