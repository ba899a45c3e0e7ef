import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { spaced } from '../../src/reconcile/spaced.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('A flood of hints is one call at once and one for each space, and none is forgotten.', () => {
  let calls = 0;
  const hint = spaced(() => {
    calls += 1;
  }, 2000);
  hint();
  expect(calls).toBe(1);
  for (let second = 0; second < 10; second += 1) {
    for (let count = 0; count < 1000; count += 1) hint();
    vi.advanceTimersByTime(1000);
  }
  expect(calls).toBe(6);
  vi.advanceTimersByTime(10_000);
  expect(calls).toBe(6);
  hint();
  expect(calls).toBe(7);
});
