import { expect, test } from 'vitest';
import { plusSeconds } from '../../src/domain/instant.ts';
import { onceADay } from '../../src/reconcile/once-a-day.ts';
import { noon } from '../builders/release.ts';

test('Daily work is done at once, not again within a day, and again at the next call when it failed.', async () => {
  let now = noon;
  let done = 0;
  let fails = false;
  const call = onceADay({ now: () => now }, async () => {
    if (fails) throw new Error('no');
    done += 1;
  });
  await call();
  now = plusSeconds(noon, 86_399);
  await call();
  expect(done).toBe(1);
  now = plusSeconds(noon, 86_400);
  fails = true;
  await expect(call()).rejects.toThrow('no');
  fails = false;
  await call();
  await call();
  expect(done).toBe(2);
});
