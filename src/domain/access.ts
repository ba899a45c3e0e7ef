import type { Sha256 } from './digest.ts';
import type { Instant } from './instant.ts';

/** What a role may do beyond what everybody may: see what is not public yet, and ask for operations. */
export const rights = ['read', 'operate'] as const;

/** Something that a role may do here. */
export type Right = (typeof rights)[number];

/** What a token can be for: packages of the private stage, the API as its members see it, and operations. */
export const scopes = ['repositories', 'api', 'operate'] as const;

/** For how many days a token is good where nobody says otherwise. */
export const usualTokenDays = 90;

/** For how many days a token may be good. */
export const mostTokenDays = 365;

/** Something that a token is for. */
export type Scope = (typeof scopes)[number];

/** Somebody as the identity provider knows them, with the roles that were theirs when they signed in last. */
export interface SignedIn {
  /** Never given to anybody else by the provider. */
  readonly subject: string;
  /** What others call them; they may change it. */
  readonly name: string;
  readonly roles: readonly string[];
}

/** A browser in which somebody signed in. */
export interface Session extends SignedIn {
  /** Of the random text in the cookie, which stands nowhere else. */
  readonly digest: Sha256;
  readonly expires: Instant;
}

/** Whose token it is: it can do no more than they may, or what whoever has the host gave it. */
export type TokenOwner =
  | ({ readonly kind: 'person' } & SignedIn)
  | { readonly kind: 'host'; readonly name: string };

/** A personal access token; the token itself is shown once and stands nowhere. */
export interface Token {
  /** Names it to people; no secret. */
  readonly id: string;
  readonly digest: Sha256;
  readonly owner: TokenOwner;
  /** What its owner calls it. */
  readonly label: string;
  readonly scopes: readonly Scope[];
  /** The folder of the private stage below which it reads repositories; empty for all of them. */
  readonly below: string;
  readonly madeAt: Instant;
  readonly expires: Instant;
  /** Within the hour; null until it is used. */
  readonly usedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

/** How a token stands at a moment. */
export function standingOf({ expires, revokedAt }: Token, now: Instant): 'good' | 'expired' | 'revoked' {
  if (revokedAt !== null) return 'revoked';
  return expires <= now ? 'expired' : 'good';
}

/** Whether a path inside the private stage lies in a folder of it; everything lies in the empty one. */
export function liesBelow(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}
