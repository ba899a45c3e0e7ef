import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { asSecret } from '../../src/domain/secret.ts';

test('A secret shows itself to nobody who does not ask for it by name.', () => {
  const secret = asSecret('canary');
  const shown = [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret }),
    inspect({ secret }),
    inspect(secret, { showHidden: true, depth: 9 }),
  ];
  expect(shown.filter((text) => text.includes('canary'))).toEqual([]);
  expect(secret.reveal()).toBe('canary');
});
