import { mostTokenDays, scopes } from '../../domain/access.ts';
import type { TokenWish } from './make-token.ts';

/** What was typed, as it was typed. */
export interface TypedWish {
  readonly label: string;
  readonly scopes: readonly string[];
  readonly below: string;
  readonly days: string;
}

const mostLetters = 60;
const labelForm = /^[\p{L}\p{N} ._@/+:()-]+$/u;
const folderForm = /^[A-Za-z0-9_+~-][A-Za-z0-9._+~-]*(?:\/[A-Za-z0-9_+~-][A-Za-z0-9._+~-]*)*$/;

/** A token as somebody asks for it, or every reason why there is none like that, one sentence each. */
export function readWish(
  typed: TypedWish,
): { readonly wish: TokenWish } | { readonly problems: readonly string[] } {
  const label = typed.label.trim();
  const below = typed.below.trim().split('/').filter(Boolean).join('/');
  const chosen = scopes.filter((scope) => typed.scopes.includes(scope));
  const days = Number(typed.days);
  const problems = [
    label !== '' && label.length <= mostLetters && labelForm.test(label)
      ? []
      : [`the name has to be of letters, digits, blanks and . _ @ / + : ( ) -, and ${mostLetters} at most`],
    chosen.length > 0 && chosen.length === new Set(typed.scopes).size
      ? []
      : [`say what it is for: ${scopes.join(', ')}`],
    below === '' || (below.length <= 300 && folderForm.test(below))
      ? []
      : ['the folder has to be one of the private stage, such as emi.voms or emi.voms/4.2.0'],
    below === '' || chosen.includes('repositories') ? [] : ['a folder is for tokens that read repositories'],
    Number.isInteger(days) && days >= 1 && days <= mostTokenDays
      ? []
      : [`it lasts from 1 to ${mostTokenDays} days`],
  ].flat();
  return problems.length > 0 ? { problems } : { wish: { label, scopes: chosen, below, days } };
}
