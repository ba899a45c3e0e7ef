import { randomBytes } from 'node:crypto';
import type { Scope, Token, TokenOwner } from '../../domain/access.ts';
import { sha256Of } from '../../domain/digest.ts';
import { type Instant, plusSeconds } from '../../domain/instant.ts';

/** What a token is asked for with. */
export interface TokenWish {
  readonly label: string;
  readonly scopes: readonly Scope[];
  readonly below: string;
  readonly days: number;
}

/** A new token and its text, which nobody can find out from it again. */
export function newToken(
  { label, scopes, below, days }: TokenWish,
  owner: TokenOwner,
  now: Instant,
): { readonly token: Token; readonly secret: string } {
  // The word in front lets programs that look for leaked secrets know it.
  const secret = `stagepost_${randomBytes(32).toString('base64url')}`;
  const token: Token = {
    ...{ owner, label, scopes, below },
    id: randomBytes(5).toString('hex'),
    digest: sha256Of(secret),
    madeAt: now,
    expires: plusSeconds(now, days * 24 * 3600),
    usedAt: null,
    revokedAt: null,
  };
  return { token, secret };
}
