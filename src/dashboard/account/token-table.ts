import type { TokenRow } from '../../report/views/account-view.ts';
import { h, type Piece } from '../element.ts';
import { cell, column, moment, rowHead, table } from '../pieces.ts';

/** Tokens that count, each with a button that ends it. */
export function tokenTable(
  tokens: readonly TokenRow[],
  { formKey, address }: { readonly formKey: string; readonly address: string },
): Piece {
  return table({
    class: 'brief',
    head: [
      column('Name'),
      column('For'),
      column('Ends'),
      column('Last used'),
      column(h('span', { class: 'sr' }, 'End it')),
    ],
    rows: tokens.map((token) =>
      h(
        'tr',
        {},
        rowHead(token.label),
        cell(token.says, { class: 'say' }),
        cell(moment(token.expires), { 'data-label': 'ends' }),
        cell(token.usedAt === null ? 'never' : moment(token.usedAt), { 'data-label': 'last used' }),
        cell(revoke(token, { formKey, address }), { class: 'key num' }),
      ),
    ),
  });
}

function revoke(
  { id, label }: TokenRow,
  { formKey, address }: { readonly formKey: string; readonly address: string },
): Piece {
  return h(
    'form',
    { method: 'post', action: `${address}/${id}/revoke` },
    h('input', { type: 'hidden', name: 'key', value: formKey }),
    h('button', {}, 'Revoke', h('span', { class: 'sr' }, ` ${label}`)),
  );
}

/** Those that ended, in a fold. */
export function endedTokens(tokens: readonly TokenRow[]): Piece | null {
  if (tokens.length === 0) return null;
  return h(
    'details',
    { class: 'fold' },
    h('summary', {}, `${tokens.length} that ended`),
    h(
      'ul',
      { class: 'rows' },
      ...tokens.map(({ label, says, standing, expires }) =>
        h(
          'li',
          {},
          h('span', {}, label),
          h('span', { class: 'quiet' }, says),
          h('span', { class: 'when' }, standing === 'revoked' ? 'revoked' : ['expired ', moment(expires)]),
        ),
      ),
    ),
  );
}
