import { counted } from '../../report/names.ts';
import type { AccountView, TokenRow } from '../../report/views/account-view.ts';
import { accountAddress } from '../addresses.ts';
import type { Chrome } from '../chrome.ts';
import { h, type Piece } from '../element.ts';
import { renderPage } from '../page.ts';
import { facts, operation, part } from '../pieces.ts';
import { visible } from '../visible-text.ts';
import { madeToken, type ShownToken } from './made-token.ts';
import { type TypedToken, tokenForm } from './token-form.ts';
import { endedTokens, tokenTable } from './token-table.ts';

/** What the page is made from. */
export interface AccountParts {
  readonly view: AccountView;
  readonly formKey: string;
  /** A token that was just made; it is shown this once. */
  readonly made: ShownToken | null;
  /** Why none was made, with what was typed. */
  readonly refused: { readonly typed: TypedToken; readonly problems: readonly string[] } | null;
}

/** The page about oneself and one's tokens. */
export function renderAccount(parts: AccountParts, chrome: Chrome): string {
  const { view, formKey, made, refused } = visible(parts);
  const title = view.tokens.length === 0 ? 'No token yet' : counted(view.tokens.length, 'token');
  return renderPage(
    {
      title: `${title} of ${view.name}`,
      description: 'Who you are here, and the tokens with which your programs read.',
      current: 'account',
      seen: null,
      content: [
        h('div', { class: 'head' }, h('h1', {}, title), h('p', { class: 'lede' }, standing(view))),
        made === null ? null : madeToken(made),
        h(
          'div',
          { class: 'cols' },
          h('div', {}, ownTokens(view.tokens, formKey, chrome), endedTokens(view.ended)),
          h('div', {}, newToken(view, { formKey, refused }, chrome), whoYouAre(view, formKey, chrome)),
        ),
      ],
    },
    chrome,
  );
}

function standing({ may }: AccountView): string {
  if (may.length > 0) return `You may ${may.join('; and ')}.`;
  return 'None of your roles may do more than everybody may, so a token would not do either.';
}

function ownTokens(tokens: readonly TokenRow[], formKey: string, chrome: Chrome): Piece {
  return part(
    'tokens',
    'Your tokens',
    h(
      'p',
      { class: 'quiet' },
      'A token stands for you in dnf, apt and scripts: it does what it is for, as long as your roles may. It is shown once, when it is made.',
    ),
    tokens.length === 0
      ? h('p', {}, 'There is none.')
      : tokenTable(tokens, { formKey, address: accountAddress(chrome) }),
  );
}

function newToken(
  view: AccountView,
  { formKey, refused }: Pick<AccountParts, 'formKey' | 'refused'>,
  chrome: Chrome,
): Piece | null {
  if (view.scopes.length === 0) return null;
  return part(
    'new',
    'A new token',
    tokenForm({ formKey, refused, scopes: view.scopes, action: accountAddress(chrome) }),
  );
}

function whoYouAre({ name, subject, roles }: AccountView, formKey: string, chrome: Chrome): Piece {
  return part(
    'you',
    'You',
    facts([
      ['Name', name],
      ['Roles', roles.length === 0 ? 'none here' : roles.join(', ')],
      subject === name ? null : ['Known to the identity provider as', h('span', { class: 'mono' }, subject)],
    ]),
    h(
      'div',
      { class: 'asks' },
      operation(chrome, {
        path: '/api/v1/refresh',
        says: 'Look at everything now',
        to: accountAddress(chrome),
      }),
      h(
        'form',
        { class: 'ask', method: 'post', action: `${chrome.root}/sign-out` },
        h('input', { type: 'hidden', name: 'key', value: formKey }),
        h('button', {}, 'Sign out'),
      ),
    ),
  );
}
