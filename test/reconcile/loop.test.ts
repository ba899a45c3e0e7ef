import { describe, expect, test } from 'vitest';
import { failure, StagepostError } from '../../src/domain/failure.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import type { HeldBack, Plan } from '../../src/domain/plan.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import type { Cycle } from '../../src/reconcile/cycle.ts';
import { type LoopDeps, runLoop } from '../../src/reconcile/loop.ts';
import { pauseAfter } from '../../src/reconcile/pause.ts';
import { makeWake } from '../../src/reconcile/wake.ts';
import { heldBy } from '../builders/plan.ts';
import { noon } from '../builders/release.ts';
import { fakeClock } from '../fakes/clock.ts';

const rest = { now: noon, pollSeconds: 60, chance: 0.5 };

/** The one part of a cycle that the pause looks at. */
function cycleHolding(...heldBack: readonly Pick<HeldBack, 'verdict' | 'gates' | 'earliest'>[]): Cycle {
  const plan = { heldBack: heldBack.map((held) => ({ ...held, release: 'umd-5/voms-4.2.0' as ReleaseId })) };
  return {
    kind: 'done',
    mailDue: null,
    planned: { kind: 'planned', plan: plan as unknown as Plan },
  } as unknown as Cycle;
}

describe('the pause between two runs', () => {
  test('is the time to the next poll, give or take a fifth', () => {
    expect(pauseAfter([], rest).milliseconds).toBe(60_000);
    expect(pauseAfter([], { ...rest, chance: 0 }).milliseconds).toBe(48_000);
    expect(pauseAfter([], { ...rest, chance: 1 }).milliseconds).toBe(72_000);
  });

  test('ends when a verdict changes by itself', () => {
    const until = (seconds: number) =>
      heldBy({ kind: 'wait-until', sentence: 'failed', until: plusSeconds(noon, seconds) });
    expect(pauseAfter([cycleHolding(until(500), until(7))], rest).milliseconds).toBe(7000);
    expect(pauseAfter([cycleHolding(until(500))], rest)).toEqual({ milliseconds: 60_000, isDue: false });
    expect(pauseAfter([cycleHolding(until(7))], rest).isDue).toBe(true);
    expect(pauseAfter([cycleHolding(until(-5))], rest).milliseconds).toBe(1000);
  });

  test('ends as well when a gate opens that is not the worst, or when all of them are open at the earliest', () => {
    const person = heldBy({ kind: 'wait-for', sentence: 'waits', whom: 'x' });
    const until = plusSeconds(noon, 9);
    const soak = { gate: 'soak', verdict: { kind: 'wait-until', sentence: 'soaks', until } } as const;
    const both = { ...person, gates: [...person.gates, soak] as const };
    expect(pauseAfter([cycleHolding(both)], rest).milliseconds).toBe(9000);
    expect(pauseAfter([cycleHolding({ ...person, earliest: plusSeconds(noon, 7) })], rest).milliseconds).toBe(
      7000,
    );
  });

  test('ends when a mail is due, also where nothing is held', () => {
    const cycle = { ...cycleHolding(), mailDue: plusSeconds(noon, 7) } as Cycle;
    expect(pauseAfter([cycle], rest)).toEqual({ milliseconds: 7000, isDue: true });
  });

  test('does not end for what only people can change', () => {
    const waits = heldBy({ kind: 'wait-for', sentence: 'waits', whom: 'x' });
    expect(pauseAfter([cycleHolding(waits)], rest).milliseconds).toBe(60_000);
  });
});

describe('the loop', () => {
  function aLoop(run: (count: number, deps: LoopDeps, stop: AbortController) => void) {
    const stop = new AbortController();
    const failures: string[] = [];
    let count = 0;
    const deps: LoopDeps = {
      run: async () => {
        count += 1;
        run(count, deps, stop);
        return [];
      },
      wake: makeWake(),
      stop: stop.signal,
      clock: fakeClock(noon),
      pollSeconds: 3600,
      failed: ({ message }) => failures.push(message),
      chance: () => 0.5,
    };
    return { deps, failures, runs: () => count };
  }

  test('makes one more run for however many wake-ups came while one was on', async () => {
    const { deps, runs } = aLoop((count, { wake }, stop) => {
      if (count === 1) for (let merge = 0; merge < 50; merge += 1) wake.wake();
      if (count === 2) setTimeout(() => stop.abort(), 50);
    });
    expect(await runLoop(deps)).toBeNull();
    expect(runs()).toBe(2);
  });

  test('says whether a run was asked for, or is only a poll', async () => {
    const asked: string[] = [];
    const stop = new AbortController();
    const wake = makeWake();
    await runLoop({
      run: async (why) => {
        asked.push(why);
        if (asked.length === 2) wake.wake();
        if (asked.length === 4) stop.abort();
        return [];
      },
      ...{ wake, stop: stop.signal, clock: fakeClock(noon), pollSeconds: 0.01, chance: () => 0.5 },
      failed: () => undefined,
    });
    expect(asked).toEqual(['look', 'poll', 'look', 'poll']);
  });

  test('tells a failed run and goes on', async () => {
    const { deps, failures, runs } = aLoop((count, { wake }, stop) => {
      if (count === 2) return stop.abort();
      wake.wake();
      throw new StagepostError({ code: 'git-failed', message: 'no route' });
    });
    expect(await runLoop(deps)).toBeNull();
    expect(failures).toEqual(['no route']);
    expect(runs()).toBe(2);
  });

  test('ends with a failure that forbids to go on', async () => {
    const { deps, runs } = aLoop(() => {
      throw new StagepostError({ code: 'record-superseded', message: 'another one', treatment: 'fatal' });
    });
    expect(await runLoop(deps)).toEqual(
      failure({ code: 'record-superseded', message: 'another one', treatment: 'fatal' }),
    );
    expect(runs()).toBe(1);
  });

  test('ends its pause at once when it is stopped', async () => {
    const { deps } = aLoop((_count, _deps, stop) => {
      setTimeout(() => stop.abort(), 20);
    });
    const before = performance.now();
    await runLoop(deps);
    expect(performance.now() - before).toBeLessThan(2000);
  });
});
