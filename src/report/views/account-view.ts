import { type Right, type Scope, type SignedIn, standingOf, type Token } from '../../domain/access.ts';
import type { Instant } from '../../domain/instant.ts';

/** What somebody who signed in sees of themselves and of their tokens. */
export interface AccountView {
  readonly name: string;
  readonly subject: string;
  readonly roles: readonly string[];
  /** What these may do, one sentence each; empty for what everybody may. */
  readonly may: readonly string[];
  /** Scopes that a new token can have. */
  readonly scopes: readonly ScopeChoice[];
  /** Those that count, newest first. */
  readonly tokens: readonly TokenRow[];
  /** Those that ended. */
  readonly ended: readonly TokenRow[];
}

/** Something that a token can be for. */
export interface ScopeChoice {
  readonly scope: Scope;
  readonly says: string;
}

/** A token, as its owner sees it. */
export interface TokenRow {
  readonly id: string;
  readonly label: string;
  /** What it is for, in words. */
  readonly says: string;
  readonly madeAt: Instant;
  readonly expires: Instant;
  readonly usedAt: Instant | null;
  readonly standing: 'good' | 'expired' | 'revoked';
}

const rightsInWords: Readonly<Record<Right, string>> = {
  read: 'see what is not public yet, and read the private repositories',
  operate: 'ask to look again, to try again, and to drop a message',
};

const scopesInWords: Readonly<Record<Scope, string>> = {
  repositories: 'read private repositories',
  api: 'read the API as members do',
  operate: 'ask for operations',
};

const scopeNeeds: Readonly<Record<Scope, Right>> = { repositories: 'read', api: 'read', operate: 'operate' };
const mostEnded = 20;

/** The account of somebody at a moment. */
export function accountView(
  person: SignedIn,
  facts: { readonly rights: ReadonlySet<Right>; readonly tokens: readonly Token[] },
  now: Instant,
): AccountView {
  const rows = facts.tokens.map((token) => tokenRow(token, now));
  const choices = Object.entries(scopesInWords) as [Scope, string][];
  return {
    ...person,
    may: [...facts.rights].map((right) => rightsInWords[right]),
    scopes: choices
      .filter(([scope]) => facts.rights.has(scopeNeeds[scope]))
      .map(([scope, says]) => ({ scope, says })),
    tokens: rows.filter(({ standing }) => standing === 'good'),
    ended: rows.filter(({ standing }) => standing !== 'good').slice(0, mostEnded),
  };
}

/** A token, as whoever runs the host sees it. */
export interface TokenView extends TokenRow {
  readonly owner: string;
}

/** The same with its owner. */
export function tokenView(token: Token, now: Instant): TokenView {
  const { owner } = token;
  const person = owner.kind === 'person' ? `${owner.name} (${owner.subject})` : 'the host';
  return { ...tokenRow(token, now), owner: person };
}

/** A token in words. */
export function tokenRow(token: Token, now: Instant): TokenRow {
  const { id, label, madeAt, expires, usedAt } = token;
  return { id, label, says: tokenSays(token), madeAt, expires, usedAt, standing: standingOf(token, now) };
}

function tokenSays({ scopes, below }: Token): string {
  return scopes
    .map((scope) =>
      scope === 'repositories' && below !== ''
        ? `${scopesInWords[scope]} below ${below}`
        : scopesInWords[scope],
    )
    .join('; ');
}
