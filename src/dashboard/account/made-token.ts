import type { TokenRow } from '../../report/views/account-view.ts';
import { h, type Piece } from '../element.ts';
import { mark } from '../marks.ts';
import { moment, snippet } from '../pieces.ts';

/** A token with its text, and where the private stage is. */
export interface ShownToken extends TokenRow {
  readonly secret: string;
  readonly url: string;
}

/** What is shown once: the token, and where dnf and apt want it. */
export function madeToken({ label, secret, expires, says, url }: ShownToken): Piece {
  return h(
    'section',
    { class: 'part made', 'aria-labelledby': 'made' },
    h('h2', { id: 'made' }, mark('tick', 'ok'), ` The token “${label}”`),
    h(
      'p',
      {},
      h('strong', {}, 'Copy it now: it is not shown again.'),
      ` It is to ${says}, and ends `,
      moment(expires),
      '.',
    ),
    snippet('The token', { name: '', text: secret }),
    h(
      'div',
      { class: 'two' },
      snippet('dnf', {
        name: 'in the .repo file, readable by root only',
        text: `username=token\npassword=${secret}`,
      }),
      snippet('apt', {
        name: '/etc/apt/auth.conf.d/stagepost.conf, readable by root only',
        text: `machine ${placeOf(url)}\nlogin token\npassword ${secret}`,
      }),
    ),
  );
}

// apt matches what it asks for letter for letter, with the scheme where that is not https.
function placeOf(url: string): string {
  return url.replace(/^https:\/\//, '').replace(/\/?$/, '/');
}
