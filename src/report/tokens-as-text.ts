import { momentOf } from './times.ts';
import type { TokenView } from './views/account-view.ts';

/** Tokens for people, one in three lines. */
export function tokensAsText(tokens: readonly TokenView[]): string {
  if (tokens.length === 0) return 'no token';
  return tokens.map(textOf).join('\n\n');
}

function textOf({ id, label, owner, says, expires, usedAt, standing }: TokenView): string {
  const end = standing === 'good' ? `ends ${momentOf(expires)}` : standing;
  const used = usedAt === null ? 'never used' : `last used ${momentOf(usedAt)}`;
  return [`${id}  ${label}`, `  of ${owner}: ${says}`, `  ${end}, ${used}`].join('\n');
}
