import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../scripts/provider/loopback.ts';
import { openIdentityProvider } from '../../src/adapters/oidc/open-identity-provider.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import { asSecret } from '../../src/domain/secret.ts';
import type { AccountAsked } from '../../src/http/account/account-routes.ts';
import { personOf } from '../../src/http/auth/roles-of.ts';
import { aBrowser, clientId, clientSecret, startProvider } from '../adapters/oidc/a-provider.ts';
import { noon } from '../builders/release.ts';
import { fakeSessions, fakeTokens } from '../fakes/access.ts';
import { fakeClock } from '../fakes/clock.ts';
import { anAccess, aServer } from './a-server.ts';

const groups = { ada: ['verifiers', 'others'], olga: ['admins'], eve: [] };
let shown: AccountAsked | undefined;
afterEach(() => {
  shown = undefined;
});

/** A server at which people sign in with a real provider, and what it keeps. */
async function aSite() {
  const port = await freePort(0);
  const address = `http://127.0.0.1:${port}`;
  const returnAddress = `${address}/sign-in/done`;
  const provider = await startProvider(returnAddress, groups);
  onTestFinished(provider.stop);
  const clock = fakeClock(noon);
  const [sessions, tokens] = [fakeSessions(), fakeTokens()];
  const server = await aServer({
    access: anAccess({ sessions, tokens, clock }),
    signIn: {
      provider: openIdentityProvider({
        issuer: provider.issuer,
        clientId,
        secret: async () => asSecret(clientSecret),
        scopes: ['profile', 'groups'],
        returnAddress,
      }),
      roles: new Map([
        ['verification', { claim: 'groups', values: ['verifiers'] }],
        ['repository', { claim: 'groups', values: ['admins'] }],
      ]),
      page: (asked) => {
        shown = asked;
        return `<p>${asked.view.name} ${asked.view.roles.join()}</p>`;
      },
    },
  });
  await server.app.listen({ host: '127.0.0.1', port });
  const browser = aBrowser();
  /** Signs somebody in; the answer is that to the way back. */
  async function signIn(person: string, to = '/account/tokens', own = browser) {
    const begun = await own.ask(`${address}/sign-in?to=${encodeURIComponent(to)}`);
    const back = await own.passProvider(begun.headers.get('location') ?? '', person, provider.issuer);
    return { back, done: await own.ask(back) };
  }
  return { ...server, address, provider, clock, tokens, browser, signIn };
}

describe('Signing in', () => {
  test('leads back to where somebody was, with roles by their claims, and ends after twelve hours.', async () => {
    const { signIn, browser, address, clock, log } = await aSite();
    expect((await browser.ask(`${address}/account/tokens`)).headers.get('location')).toBe(
      '/sign-in?to=%2Faccount%2Ftokens',
    );
    const { done } = await signIn('ada');
    expect([done.status, done.headers.get('location')]).toEqual([303, '/account/tokens']);
    expect(await (await browser.ask(`${address}/account/tokens`)).text()).toBe(
      '<p>ada at home verification</p>',
    );
    expect(log.logged.find(({ event }) => event === 'sign-in')?.fields).toMatchObject({
      person: 'ada at home (ada)',
      roles: ['verification'],
    });
    clock.advance(12 * 3600);
    expect((await browser.ask(`${address}/account/tokens`)).status).toBe(303);
  });

  test('gives cookies that scripts, other sites and open lines never get, and keeps their digest alone.', async () => {
    const { address, browser, signIn, log } = await aSite();
    const begun = await browser.ask(`${address}/sign-in`);
    const { done } = await signIn('ada');
    for (const cookie of [...begun.headers.getSetCookie(), ...done.headers.getSetCookie()])
      expect(cookie).toMatch(/^__Host-.*; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
    const secret = /__Host-stagepost=([^;]+)/.exec(done.headers.getSetCookie().join())?.[1] ?? '';
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(JSON.stringify(log.logged)).not.toContain(secret);
    expect(done.headers.get('cache-control')).toBe('no-store');
  });

  test('shows members what is not public, and leaves whoever has no role with what everybody sees.', async () => {
    const { signIn, browser, address } = await aSite();
    const sees = async () =>
      (await (await browser.ask(`${address}/api/v1/releases`)).text()).includes('argus');
    expect(await sees()).toBe(false);
    await signIn('ada');
    expect(await sees()).toBe(true);
    expect((await browser.ask(`${address}/api/v1/plan`)).status).toBe(200);
    const other = aBrowser();
    await signIn('eve', '/', other);
    expect((await other.ask(`${address}/api/v1/plan`)).status).toBe(403);
    expect(await (await other.ask(`${address}/account/tokens`)).text()).toBe('<p>eve at home </p>');
  });

  test('is refused with an id and no reason to whoever did not begin it, or comes with another state or nonce.', async () => {
    const { signIn, browser, address, log } = await aSite();
    const { back } = await signIn('ada');
    const again = await aBrowser().ask(back);
    expect([again.status, (await again.text()).includes('invalid')]).toEqual([400, false]);
    const begin = async () => {
      const answer = await browser.ask(`${address}/sign-in`);
      return answer.headers.get('location') ?? '';
    };
    await begin();
    const other = await browser.ask(back);
    expect([other.status, other.headers.getSetCookie().join()]).toEqual([
      400,
      expect.stringContaining('__Host-stagepost-attempt=; Max-Age=0'),
    ]);
    const problem = (await other.json()) as { readonly id: string; readonly detail: string };
    const logged = log.logged.filter(({ event }) => event === 'sign-in refused');
    expect(logged.at(-1)?.fields).toMatchObject({ request: problem.id, code: 'sign-in-refused' });
    expect(problem.detail).not.toMatch(/state|nonce|OAUTH/);
  });

  test.each([
    '//evil.example.org',
    'https://evil.example.org',
    '/\\evil.example.org',
    'javascript:alert(1)',
    '/a\r\nb',
  ])('never leads on to another site: %j.', async (to) => {
    const { signIn } = await aSite();
    expect((await signIn('ada', to)).done.headers.get('location')).toBe('/');
  });

  test('ends with signing out, which no other site can do.', async () => {
    const { signIn, browser, address } = await aSite();
    await signIn('ada');
    await browser.ask(`${address}/account/tokens`);
    const key = shown?.formKey ?? '';
    expect((await browser.ask(`${address}/sign-out`, { key: sha256Of('a guess') })).status).toBe(403);
    expect((await browser.ask(`${address}/account/tokens`)).status).toBe(200);
    expect((await browser.ask(`${address}/sign-out`, { key })).status).toBe(303);
    expect((await browser.ask(`${address}/account/tokens`)).status).toBe(303);
  });
});

describe('Operations by somebody who signed in', () => {
  test('go by role, ask for the key of a form, and are written down with who it was.', async () => {
    const { signIn, browser, address, asked } = await aSite();
    const refresh = (own = browser, key = shown?.formKey ?? '') =>
      own.ask(`${address}/api/v1/refresh`, { key, to: '/figures' });
    await signIn('ada');
    await browser.ask(`${address}/account/tokens`);
    expect((await refresh()).status).toBe(403);
    const admin = aBrowser();
    await signIn('olga', '/', admin);
    await admin.ask(`${address}/account/tokens`);
    const done = await refresh(admin);
    expect([done.status, done.headers.get('location')]).toEqual([303, '/figures']);
    expect((await refresh(admin, '')).status).toBe(403);
    expect((await refresh(aBrowser())).status).toBe(401);
    expect(asked).toEqual(['refresh by olga at home (olga)']);
  });
});

describe('Tokens of somebody who signed in', () => {
  async function withToken(fields: Readonly<Record<string, string>>) {
    const site = await aSite();
    await site.signIn('ada');
    await site.browser.ask(`${site.address}/account/tokens`);
    const wish = { key: shown?.formKey ?? '', label: 'laptop', scope: 'repositories', below: '', days: '30' };
    const answer = await site.browser.ask(`${site.address}/account/tokens`, { ...wish, ...fields });
    const asked = shown;
    return { ...site, answer, secret: asked?.made?.secret ?? '', problems: asked?.refused?.problems ?? [] };
  }

  test('are shown once, kept as a digest, and end when they are revoked.', async () => {
    const { answer, secret, tokens, get, browser, address, log } = await withToken({});
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const basic = { authorization: `Basic ${Buffer.from(`any:${secret}`).toString('base64')}` };
    const read = () => get('/auth/request', { ...basic, 'x-original-uri': '/private/emi.voms/4.2.0/x' });
    expect((await read()).statusCode).toBe(204);
    const [kept] = await tokens.list();
    expect(JSON.stringify([kept, log.logged])).not.toContain(secret);
    expect(kept?.digest).toBe(sha256Of(secret));
    await browser.ask(`${address}/account/tokens`);
    expect(shown?.made).toBeNull();
    const key = shown?.formKey ?? '';
    expect((await browser.ask(`${address}/account/tokens/${kept?.id}/revoke`, {})).status).toBe(403);
    expect((await browser.ask(`${address}/account/tokens/none/revoke`, { key })).status).toBe(404);
    expect((await browser.ask(`${address}/account/tokens/${kept?.id}/revoke`, { key })).status).toBe(303);
    expect((await read()).statusCode).toBe(401);
  });

  test('do no more than their owner may at the newest sign-in.', async () => {
    const { secret, get, signIn, provider } = await withToken({ scope: 'api' });
    const plan = () => get('/api/v1/plan', { authorization: `Bearer ${secret}` });
    expect((await plan()).statusCode).toBe(200);
    provider.regroup({ ...groups, ada: [] });
    await signIn('ada', '/', aBrowser());
    expect((await plan()).statusCode).toBe(403);
  });

  test('of somebody else cannot be revoked.', async () => {
    const { signIn, tokens, address } = await withToken({});
    const [kept] = await tokens.list();
    const other = aBrowser();
    await signIn('olga', '/', other);
    await other.ask(`${address}/account/tokens`);
    const key = shown?.formKey ?? '';
    expect((await other.ask(`${address}/account/tokens/${kept?.id}/revoke`, { key })).status).toBe(404);
    expect((await tokens.list())[0]?.revokedAt).toBeNull();
  });

  test.each([
    [{ label: '' }, 'the name has to be'],
    [{ label: '<script>' }, 'the name has to be'],
    [{ scope: '' }, 'say what it is for'],
    [{ scope: 'everything' }, 'say what it is for'],
    [{ scope: 'operate' }, 'none of your roles may operate'],
    [{ below: '../production' }, 'the folder has to be'],
    [{ scope: 'api', below: 'emi.voms' }, 'a folder is for tokens that read repositories'],
    [{ days: '366' }, 'it lasts from 1 to 365 days'],
    [{ days: 'x' }, 'it lasts from 1 to 365 days'],
  ] as const)('are not made with %j.', async (fields, problem) => {
    const { answer, problems, tokens } = await withToken(fields);
    expect([answer.status, await tokens.list()]).toEqual([400, []]);
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });
});

describe('Roles by claims', () => {
  const roles = new Map([
    ['a', { claim: 'groups', values: ['x'] }],
    ['b', { claim: 'realm.roles', values: ['y'] }],
    ['c', { claim: 'https://aai.example.org/entitlement', values: ['z'] }],
  ]);
  test.each([
    [{}, []],
    [{ groups: 'x' }, ['a']],
    [{ groups: ['w', 'x'], realm: { roles: ['y'] } }, ['a', 'b']],
    [{ 'realm.roles': ['n'], realm: { roles: ['y'] } }, []],
    [{ 'https://aai.example.org/entitlement': ['z'] }, ['c']],
    [{ groups: { x: true }, realm: 'roles' }, []],
    [{ groups: ['X', ' x', 'x,y'] }, []],
  ])('%j give %j.', (claims, expected) => {
    expect(personOf({ sub: 's', ...claims }, roles).roles).toEqual(expected);
  });

  test('go with a name that draws nothing in a log and is no longer than others.', () => {
    const person = personOf({ sub: 's', preferred_username: `a\n\u202eb${'c'.repeat(200)}` }, roles);
    expect(person.name).toBe(`a ?b${'c'.repeat(96)}`);
    expect(personOf({ sub: 's', name: ' ', email: 'e@example.org' }, roles).name).toBe('e@example.org');
  });
});
