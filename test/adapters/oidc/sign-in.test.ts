import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openIdentityProvider } from '../../../src/adapters/oidc/open-identity-provider.ts';
import { asSecret } from '../../../src/domain/secret.ts';
import type { SignInAttempt } from '../../../src/ports/identity-provider.ts';
import { aBrowser, clientId, clientSecret, type RunningProvider, startProvider } from './a-provider.ts';

const returnAddress = 'http://127.0.0.1:8321/sign-in/done';

let provider: RunningProvider;
beforeAll(async () => {
  provider = await startProvider(returnAddress, { ada: ['verifiers'] });
});
afterAll(() => provider.stop());

function client(parts: { readonly issuer?: string; readonly secret?: string } = {}) {
  return openIdentityProvider({
    issuer: parts.issuer ?? provider.issuer,
    clientId,
    secret: async () => asSecret(parts.secret ?? clientSecret),
    scopes: ['profile', 'groups'],
    returnAddress,
  });
}

/** Signs in up to the way back; the answer is the query that comes back, and the attempt. */
async function comeBack(own = client()) {
  const { attempt, address } = await own.begin();
  const back = await aBrowser().passProvider(address, 'ada', provider.issuer);
  return { attempt, query: back.slice(back.indexOf('?') + 1) };
}

describe('Signing in at a real identity provider', () => {
  test('tells who it is, with claims that only the userinfo address has.', async () => {
    const { attempt, query } = await comeBack();
    expect(await client().finish(query, attempt)).toMatchObject({
      sub: 'ada',
      preferred_username: 'ada at home',
      groups: ['verifiers'],
      iss: provider.issuer,
    });
  });

  test('asks by PKCE, with another state, nonce and challenge each time.', async () => {
    const [one, other] = [await client().begin(), await client().begin()];
    const asked = new URL(one.address).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('response_type')).toBe('code');
    expect(one.address).not.toContain(one.attempt.verifier);
    for (const name of ['state', 'nonce', 'verifier'] as const)
      expect(one.attempt[name]).not.toBe(other.attempt[name]);
  });

  const spoiled: readonly [string, (attempt: SignInAttempt, query: string) => [SignInAttempt, string]][] = [
    ['another state', (attempt, query) => [{ ...attempt, state: 'x' }, query]],
    ['another nonce', (attempt, query) => [{ ...attempt, nonce: 'x' }, query]],
    ['another verifier', (attempt, query) => [{ ...attempt, verifier: 'x'.repeat(43) }, query]],
    ['another code', (attempt, query) => [attempt, query.replace(/code=[^&]+/, 'code=abc')]],
    ['no state', (attempt, query) => [attempt, query.replace(/&?state=[^&]+/, '')]],
    [
      'another issuer',
      (attempt, query) => [attempt, query.replace(/iss=[^&]+/, 'iss=https%3A%2F%2Fevil.example.org')],
    ],
    ['a refusal of the provider', (attempt) => [attempt, `error=access_denied&state=${attempt.state}`]],
    ['nothing', (attempt) => [attempt, '']],
  ];
  test.each(spoiled)('is refused with %s.', async (_, spoil) => {
    const { attempt, query } = await comeBack();
    const [kept, came] = spoil(attempt, query);
    const refusal = client().finish(came, kept);
    await expect(refusal).rejects.toMatchObject({ failure: { code: 'sign-in-refused' } });
    const { message } = await refusal.catch((error: Error) => error);
    const code = new URLSearchParams(query).get('code') ?? 'none';
    for (const secret of [attempt.verifier, attempt.state, code, clientSecret])
      expect(message).not.toContain(secret);
  });

  test('is refused for a code that was used.', async () => {
    const { attempt, query } = await comeBack();
    await client().finish(query, attempt);
    await expect(client().finish(query, attempt)).rejects.toMatchObject({
      failure: { code: 'sign-in-refused' },
    });
  });

  test('is refused when the secret of the client is wrong.', async () => {
    const { attempt, query } = await comeBack();
    const wrong = client({ secret: 'another-secret-0123456789' });
    await expect(wrong.finish(query, attempt)).rejects.toMatchObject({
      failure: { code: 'sign-in-refused' },
    });
  });

  test('is put off while the provider does not answer, and asks it again.', async () => {
    const silent = client({ issuer: 'http://127.0.0.1:9' });
    for (const _ of [1, 2])
      await expect(silent.begin()).rejects.toMatchObject({
        failure: { code: 'sign-in-unreachable', treatment: 'retry' },
      });
  });
});
