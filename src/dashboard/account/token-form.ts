import { mostTokenDays, usualTokenDays } from '../../domain/access.ts';
import type { ScopeChoice } from '../../report/views/account-view.ts';
import { h, type Piece } from '../element.ts';
import { mark } from '../marks.ts';

/** What was typed. */
export interface TypedToken {
  readonly label: string;
  readonly scopes: readonly string[];
  readonly below: string;
  readonly days: string;
}

const untyped: TypedToken = { label: '', scopes: ['repositories'], below: '', days: String(usualTokenDays) };

/** The form for a new token, with what is wrong with what was typed. */
export function tokenForm({
  formKey,
  refused,
  scopes,
  action,
}: {
  readonly formKey: string;
  readonly refused: { readonly typed: TypedToken; readonly problems: readonly string[] } | null;
  readonly scopes: readonly ScopeChoice[];
  readonly action: string;
}): Piece {
  const typed = refused?.typed ?? untyped;
  return h(
    'form',
    { class: 'sheet', method: 'post', action },
    h('input', { type: 'hidden', name: 'key', value: formKey }),
    refused === null ? null : problems(refused.problems),
    field('Name', {
      name: 'label',
      value: typed.label,
      hint: 'where it will be, such as “laptop”',
      required: true,
    }),
    h(
      'fieldset',
      {},
      h('legend', {}, 'What it is for'),
      ...scopes.map(({ scope, says }) => tick(scope, says, typed.scopes.includes(scope))),
    ),
    field('Only below this folder', {
      name: 'below',
      value: typed.below,
      hint: 'of the private stage, such as emi.voms; empty for all of it',
    }),
    field('Days until it ends', {
      name: 'days',
      value: typed.days,
      hint: `1 to ${mostTokenDays}`,
      required: true,
    }),
    h('button', { class: 'main' }, 'Make the token'),
  );
}

function problems(sentences: readonly string[]): Piece {
  return h(
    'div',
    { class: 'alarm', role: 'alert' },
    h(
      'div',
      {},
      h('p', {}, h('span', { class: 'state' }, mark('Failed', 'stop'), ' No token was made')),
      h(
        'ul',
        { class: 'details' },
        ...sentences.map((each) => h('li', {}, `${each.charAt(0).toUpperCase()}${each.slice(1)}.`)),
      ),
    ),
  );
}

interface Field {
  readonly name: string;
  readonly value: string;
  readonly hint: string;
  readonly required?: boolean;
}

function field(title: string, { name, value, hint, required = false }: Field): Piece {
  const id = `f-${name}`;
  return h(
    'p',
    { class: 'field' },
    h('label', { for: id }, title),
    h('input', {
      ...{ type: 'text', id, name, value, autocomplete: 'off', 'aria-describedby': `${id}-hint` },
      ...(required ? { required } : {}),
    }),
    h('span', { class: 'quiet', id: `${id}-hint` }, hint),
  );
}

function tick(scope: string, says: string, checked: boolean): Piece {
  return h(
    'label',
    { class: 'tick' },
    h('input', { type: 'checkbox', name: 'scope', value: scope, ...(checked ? { checked } : {}) }),
    says,
  );
}
