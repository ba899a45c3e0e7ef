import type { Session, Token } from '../../src/domain/access.ts';
import type { Sessions } from '../../src/ports/sessions.ts';
import type { Tokens } from '../../src/ports/tokens.ts';

/** Sessions in memory. */
export function fakeSessions(): Sessions {
  let kept: readonly Session[] = [];
  return {
    begin: async (session, now) => {
      kept = [...kept.filter(({ expires }) => expires > now), session];
    },
    find: async (digest, now) => kept.find((each) => each.digest === digest && each.expires > now) ?? null,
    end: async (digest) => {
      kept = kept.filter((each) => each.digest !== digest);
    },
  };
}

/** Tokens in memory. */
export function fakeTokens(): Tokens {
  let kept: readonly Token[] = [];
  const change = (test: (token: Token) => boolean, parts: (token: Token) => Partial<Token>) => {
    const found = kept.some(test);
    kept = kept.map((each) => (test(each) ? { ...each, ...parts(each) } : each));
    return found;
  };
  const isOf = (token: Token, subject: string) =>
    token.owner.kind === 'person' && token.owner.subject === subject;
  return {
    make: async (token) => {
      kept = [token, ...kept];
    },
    find: async (digest) => kept.find((each) => each.digest === digest) ?? null,
    list: async (subject) => kept.filter((each) => subject === undefined || isOf(each, subject)),
    revoke: async (id, at) =>
      change(
        (each) => each.id === id && each.revokedAt === null,
        () => ({ revokedAt: at }),
      ),
    noteUse: async (id, at) => {
      change(
        (each) => each.id === id,
        () => ({ usedAt: at }),
      );
    },
    renewOwner: async (person) => {
      change(
        (each) => isOf(each, person.subject),
        () => ({ owner: { kind: 'person', ...person } }),
      );
    },
  };
}
