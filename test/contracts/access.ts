import { describe, expect, test } from 'vitest';
import type { Session, SignedIn, Token } from '../../src/domain/access.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import type { Sessions } from '../../src/ports/sessions.ts';
import type { Tokens } from '../../src/ports/tokens.ts';
import { noon } from '../builders/release.ts';

export const ada: SignedIn = { subject: 'ada-1', name: 'ada', roles: ['verification'] };
const later = plusSeconds(noon, 3600);

function aSession(secret: string, parts: Partial<Session> = {}): Session {
  return { ...ada, digest: sha256Of(secret), expires: later, ...parts };
}

export function aToken(id: string, parts: Partial<Token> = {}): Token {
  return {
    id,
    digest: sha256Of(`secret of ${id}`),
    owner: { kind: 'person', ...ada },
    label: 'laptop',
    scopes: ['repositories'],
    below: '',
    madeAt: noon,
    expires: later,
    usedAt: null,
    revokedAt: null,
    ...parts,
  };
}

/** What every keeper of sessions must do; `open` starts an empty one. */
export function sessionsContract(title: string, open: () => Promise<Sessions>): void {
  describe(`${title} with sessions`, () => {
    test('A session is found until it ends by itself or is ended.', async () => {
      const sessions = await open();
      const [one, other] = [aSession('one'), aSession('other')];
      await sessions.begin(one, noon);
      await sessions.begin(other, noon);
      expect(await sessions.find(one.digest, noon)).toEqual(one);
      expect(await sessions.find(one.digest, later)).toBeNull();
      expect(await sessions.find(sha256Of('none'), noon)).toBeNull();
      await sessions.end(one.digest);
      await sessions.end(one.digest);
      expect(await sessions.find(one.digest, noon)).toBeNull();
      expect(await sessions.find(other.digest, noon)).toEqual(other);
    });

    test('Those that have ended are forgotten when another begins.', async () => {
      const sessions = await open();
      const old = aSession('old', { expires: noon });
      await sessions.begin(old, plusSeconds(noon, -60));
      await sessions.begin(aSession('new'), noon);
      expect(await sessions.find(old.digest, plusSeconds(noon, -60))).toBeNull();
    });
  });
}

/** What every keeper of tokens must do; `open` starts an empty one. */
export function tokensContract(title: string, open: () => Promise<Tokens>): void {
  describe(`${title} with tokens`, () => {
    test('Tokens are found by their digest and listed newest first, all or those of a person.', async () => {
      const tokens = await open();
      const own = aToken('a1', { scopes: ['repositories', 'api'], below: 'emi.voms' });
      const robot = aToken('b2', { owner: { kind: 'host', name: 'robot' } });
      await tokens.make(own);
      await tokens.make(robot);
      expect(await tokens.find(own.digest)).toEqual(own);
      expect(await tokens.find(sha256Of('none'))).toBeNull();
      expect(await tokens.list()).toEqual([robot, own]);
      expect(await tokens.list(ada.subject)).toEqual([own]);
    });

    test('A token is revoked once and stays so, and its uses are remembered.', async () => {
      const tokens = await open();
      const token = aToken('a1');
      await tokens.make(token);
      await tokens.noteUse('a1', noon);
      expect(await tokens.revoke('a1', noon)).toBe(true);
      expect(await tokens.revoke('a1', later)).toBe(false);
      expect(await tokens.revoke('none', noon)).toBe(false);
      expect(await tokens.find(token.digest)).toEqual({ ...token, usedAt: noon, revokedAt: noon });
    });

    test('Tokens of a person take over the roles of a new sign-in, and those of others do not.', async () => {
      const tokens = await open();
      const bob: SignedIn = { subject: 'bob-1', name: 'bob', roles: ['repository'] };
      await tokens.make(aToken('a1'));
      await tokens.make(aToken('b2', { owner: { kind: 'person', ...bob } }));
      await tokens.renewOwner({ ...ada, name: 'Ada', roles: [] });
      expect((await tokens.list()).map(({ owner }) => owner)).toEqual([
        { kind: 'person', ...bob },
        { kind: 'person', subject: ada.subject, name: 'Ada', roles: [] },
      ]);
    });
  });
}
