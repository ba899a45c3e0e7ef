import { type Right, type Scope, type SignedIn, standingOf, type Token } from '../../domain/access.ts';
import { type Sha256, sha256Of } from '../../domain/digest.ts';
import { type Instant, plusSeconds } from '../../domain/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Sessions } from '../../ports/sessions.ts';
import type { Tokens } from '../../ports/tokens.ts';
import type { Viewer } from '../../report/views/snapshot.ts';
import { sessionCookie } from './cookies.ts';
import { credentialsOf } from './credentials.ts';
import { formKeyOf } from './form-key.ts';

/** Somebody who may ask for operations by a token of the host file. */
export interface Operator {
  readonly name: string;
  /** SHA-256 of a random token. */
  readonly tokenDigest: Sha256;
}

/** Who asks, and what they may see and do. */
export interface Visitor {
  /** For the audit; null where nobody knows them. */
  readonly name: string | null;
  /** What pages and the API show. */
  readonly viewer: Viewer;
  readonly mayOperate: boolean;
  /** The folder of the private stage that they may read; empty for all of it, null for none. */
  readonly reads: string | null;
  /** Who signed in with this browser; null for everybody else. */
  readonly person: SignedIn | null;
  /** What a form has to bring, because a browser sends its cookie by itself; null where it sent none. */
  readonly formKey: string | null;
  /** Browsers send a password by themselves, too, and no form key stands beside it: such a one changes nothing. */
  readonly hasPassword: boolean;
}

/** What people are known by. */
export interface AccessDeps {
  /** Who can reach the server at all. */
  readonly audience: Viewer;
  readonly operators: readonly Operator[];
  /** What each role may do. */
  readonly roles: ReadonlyMap<string, { readonly may: readonly Right[] }>;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly clock: Clock;
}

/** What a request says of who asks. */
export interface Identified {
  readonly headers: { readonly authorization?: string | undefined; readonly cookie?: string | undefined };
}

/** Finds out who asks. */
export type Identify = (request: Identified) => Promise<Visitor>;

/** Looks requests up by what they bring; whoever brings nothing, or nothing that is good, is anybody. */
export function makeIdentify(deps: AccessDeps): Identify {
  const nobody: Visitor = {
    ...{ name: null, viewer: deps.audience, mayOperate: false, reads: null },
    ...{ person: null, formKey: null, hasPassword: false },
  };
  return async ({ headers }) => {
    const found = credentialsOf(headers, sessionCookie);
    if (found.kind === 'none') return nobody;
    const digest = sha256Of(found.secret);
    const now = deps.clock.now();
    if (found.kind === 'cookie') {
      const session = await deps.sessions.find(digest, now);
      return session === null ? nobody : ofSession(deps, nobody, { session, secret: found.secret });
    }
    const visitor = (await ofToken(deps, nobody, { digest, now })) ?? ofOperator(deps, nobody, digest);
    return { ...visitor, hasPassword: found.kind === 'basic' };
  };
}

/** What somebody may do by their roles. */
export function rightsOf(
  { roles }: Pick<AccessDeps, 'roles'>,
  person: Pick<SignedIn, 'roles'>,
): ReadonlySet<Right> {
  return new Set(person.roles.flatMap((role) => roles.get(role)?.may ?? []));
}

/** How somebody who signed in is called in logs and in the audit: names can be changed, subjects cannot. */
export function auditName({ name, subject }: SignedIn): string {
  return name === subject ? name : `${name} (${subject})`;
}

function ofSession(
  deps: AccessDeps,
  nobody: Visitor,
  { session, secret }: { readonly session: SignedIn; readonly secret: string },
): Visitor {
  const { subject, name, roles } = session;
  const person = { subject, name, roles };
  const may = rightsOf(deps, person);
  return {
    ...nobody,
    name: auditName(person),
    viewer: may.has('read') ? 'member' : nobody.viewer,
    mayOperate: may.has('operate'),
    reads: may.has('read') ? '' : null,
    person,
    formKey: formKeyOf(secret),
  };
}

async function ofToken(
  deps: AccessDeps,
  nobody: Visitor,
  { digest, now }: { readonly digest: Sha256; readonly now: Instant },
): Promise<Visitor | null> {
  const token = await deps.tokens.find(digest);
  if (token === null || standingOf(token, now) !== 'good') return null;
  await noteUse(deps.tokens, token, now);
  const has = (scope: Scope, right: Right) => token.scopes.includes(scope) && isOwners(deps, token, right);
  const { owner, id } = token;
  return {
    ...nobody,
    name: `${owner.kind === 'person' ? auditName(owner) : owner.name}, token ${id}`,
    viewer: has('api', 'read') ? 'member' : nobody.viewer,
    mayOperate: has('operate', 'operate'),
    reads: has('repositories', 'read') ? token.below : null,
  };
}

// What whoever has the host gave is given; a person's token does what that person may.
function isOwners(deps: AccessDeps, { owner }: Token, right: Right): boolean {
  return owner.kind === 'host' || rightsOf(deps, owner).has(right);
}

// A client asks a hundred times in a minute, and nobody wants to know it to the second.
async function noteUse(tokens: Tokens, { id, usedAt }: Token, now: Instant): Promise<void> {
  if (usedAt === null || plusSeconds(usedAt, 3600) <= now) await tokens.noteUse(id, now);
}

// What is compared is a digest, so that the time of a comparison says nothing about the token.
function ofOperator({ operators }: AccessDeps, nobody: Visitor, digest: Sha256): Visitor {
  const operator = operators.find(({ tokenDigest }) => tokenDigest === digest);
  return operator === undefined ? nobody : { ...nobody, name: operator.name, mayOperate: true };
}
