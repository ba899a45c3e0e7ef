import { type AccountParts, renderAccount } from '../../src/dashboard/account/account-page.ts';
import type { Chrome } from '../../src/dashboard/chrome.ts';
import type { Right, Token } from '../../src/domain/access.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import { accountView, tokenRow } from '../../src/report/views/account-view.ts';
import { noon } from '../builders/release.ts';
import { ada, aToken } from '../contracts/access.ts';

const day = 24 * 3600;
const person = { ...ada, subject: '2f1c9a60-ada@sso.example.org', roles: ['repository', 'verification'] };

const tokens: readonly Token[] = [
  aToken('91c2', {
    label: 'CI of the verification team',
    scopes: ['repositories', 'api'],
    expires: plusSeconds(noon, 89 * day),
    madeAt: noon,
  }),
  aToken('77aa', {
    label: 'laptop',
    below: 'emi.voms/4.2.0',
    expires: plusSeconds(noon, 20 * day),
    usedAt: plusSeconds(noon, -7200),
  }),
  aToken('0b44', {
    label: 'on call',
    scopes: ['operate'],
    expires: plusSeconds(noon, 3 * day),
    usedAt: plusSeconds(noon, -40 * day),
  }),
  aToken('0b45', { label: 'old laptop', expires: plusSeconds(noon, -3 * day) }),
  aToken('0b46', { label: 'lost', revokedAt: plusSeconds(noon, -30 * day) }),
];

/** An account page with the parts that a test is about. */
export function accountPage(
  chrome: Chrome,
  parts: Partial<AccountParts> & {
    readonly rights?: readonly Right[];
    readonly tokens?: readonly Token[];
  } = {},
): string {
  const { rights = ['read', 'operate'], tokens: own = tokens, ...rest } = parts;
  const who = rights.length === 0 ? { ...person, roles: [] } : person;
  const view = accountView(who, { rights: new Set(rights), tokens: own }, noon);
  return renderAccount(
    { view, formKey: 'a-key', made: null, refused: null, ...rest },
    { ...chrome, json: null, operateKey: rights.includes('operate') ? 'a-key' : null },
  );
}

/** The account of somebody with tokens, of a newcomer, and after a token was made or refused. */
export function accountPages(chrome: Chrome): readonly (readonly [string, string])[] {
  const [newest = aToken('x')] = tokens;
  const secret = 'stagepost_Zm9yIHRoZSBzYW1wbGUgcGFnZXMgYWxvbmUsIDMyIGJ5dGVz';
  const url = 'https://private.example.org/unverified';
  const typed = { label: '', scopes: ['repositories', 'operate'], below: '../production', days: '1000' };
  const problems = [
    'the name has to be of letters, digits, blanks and . _ @ / + : ( ) -, and 60 at most',
    'it lasts from 1 to 365 days',
  ];
  return [
    ['account.html', accountPage(chrome)],
    ['account-0.html', accountPage(chrome, { tokens: [], rights: ['read'] })],
    ['account-none.html', accountPage(chrome, { tokens: [], rights: [] })],
    ['account-made.html', accountPage(chrome, { made: { ...tokenRow(newest, noon), secret, url } })],
    ['account-refused.html', accountPage(chrome, { refused: { typed, problems } })],
  ];
}
