import { describe, expect, test } from 'vitest';
import { type ApplyPlanDeps, applyPlan } from '../../src/apply/apply-plan.ts';
import { makeFetches } from '../../src/apply/fetches.ts';
import type { ApplyDeps } from '../../src/apply/handler.ts';
import { StagepostError } from '../../src/domain/failure.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import type { Action, ActionId } from '../../src/domain/plan.ts';
import { emptyRecord } from '../../src/domain/record.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import { aPlan, enterOf, fetchOf } from '../builders/plan.ts';
import { noon } from '../builders/release.ts';
import { fakeClock } from '../fakes/clock.ts';

// Handlers of the test ask for nothing from outside.
const nothing = {} as ApplyDeps;

type CarryOut = NonNullable<ApplyPlanDeps['carryOut']>;

async function applied(
  actions: readonly Action[],
  carryOut: CarryOut,
  more: Partial<ApplyPlanDeps> = {},
): Promise<Outcome> {
  const plan = aPlan(actions);
  const context = { plan, record: emptyRecord, keys: new Map() };
  return applyPlan({ ...nothing, clock: fakeClock(noon), carryOut, ...more }, plan, context);
}

/** A fetch that waits for others, named by one letter. */
function step(name: string, ...after: readonly string[]): Action {
  const action = fetchOf(`umd-5/${name}-1.0.0` as ReleaseId);
  return { ...action, id: name as ActionId, after: after as readonly ActionId[] };
}

const done = { kind: 'none' } as const;
const voms = 'umd-5/voms-4.2.0' as ReleaseId;
const argus = 'umd-5/argus-1.7.5' as ReleaseId;

function endings(outcome: Outcome): Readonly<Record<string, string>> {
  return Object.fromEntries(outcome.results.map((result) => [result.action, result.kind]));
}

/** Something that somebody else ends. */
function gate(): { readonly closed: Promise<void>; readonly open: () => void } {
  let open = () => {};
  const closed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { closed, open };
}

describe('carrying out a plan', () => {
  test('leaves a slow fetch at work and ends with the rest, waits for it only once, and a later plan hears how it ended', async () => {
    const fetches = makeFetches();
    const provider = gate();
    const slow = fetchOf(voms);
    const carryOut: CarryOut = async (_deps, action) => {
      if (action.kind === 'fetch-release') await provider.closed;
      return done;
    };
    const more = { fetches, patienceMs: 1 };
    const first = await applied([slow, enterOf(argus, { to: { state: 'InVerification' } })], carryOut, more);
    expect(first.results.map(({ kind }) => kind)).toEqual(['running', 'done']);
    const second = await applied([slow], carryOut, { fetches });
    expect(second.results.map(({ kind }) => kind)).toEqual(['running']);
    provider.open();
    await fetches.next();
    const third = await applied([slow], carryOut, { fetches });
    expect(third.results.map(({ kind }) => kind)).toEqual(['done']);
  });

  test('begins an action when those that it waits for are done, and tells results in the order of the plan', async () => {
    const seen: string[] = [];
    const outcome = await applied([step('c', 'b'), step('b', 'a'), step('a')], async (_deps, { id }) => {
      seen.push(id);
      return done;
    });
    expect(seen).toEqual(['a', 'b', 'c']);
    expect(outcome.results.map(({ action }) => action)).toEqual(['c', 'b', 'a']);
  });

  test('skips what waits for a failure, however far behind it, and nothing else', async () => {
    const begun: string[] = [];
    const outcome = await applied(
      [step('a'), step('b', 'a'), step('c', 'b'), step('d'), step('e', 'd')],
      async (_deps, { id }) => {
        begun.push(id);
        if (id === 'a') throw new StagepostError({ code: 'checksum-mismatch', message: '1 file differs' });
        return done;
      },
    );
    expect(endings(outcome)).toEqual({ a: 'failed', b: 'skipped', c: 'skipped', d: 'done', e: 'done' });
    expect(begun).toEqual(['a', 'd', 'e']);
    expect(outcome.results.slice(0, 3)).toMatchObject([
      { failure: { code: 'checksum-mismatch', message: '1 file differs' } },
      { because: 'a' },
      { because: 'b' },
    ]);
  });

  test('makes a failure of whatever a handler throws, a broken program included', async () => {
    const outcome = await applied([step('a')], async () => {
      throw new TypeError('undefined is not a function');
    });
    expect(outcome.results[0]).toMatchObject({
      kind: 'failed',
      failure: { message: 'undefined is not a function' },
    });
  });

  test('lets others go on while one provider is slow', async () => {
    const slow = gate();
    const begun: string[] = [];
    const running = applied(
      [step('slow'), step('b'), step('c', 'b'), step('d', 'c')],
      async (_deps, { id }) => {
        begun.push(id);
        if (id === 'slow') await slow.closed;
        if (id === 'd') slow.open();
        return done;
      },
    );
    // It would never end if d had to wait for the slow one.
    expect(endings(await running)).toEqual({ slow: 'done', b: 'done', c: 'done', d: 'done' });
    expect(begun).toEqual(['slow', 'b', 'c', 'd']);
  });

  test('lets everything else go on while many providers are slow', async () => {
    const slow = gate();
    const fetches = ['f1', 'f2', 'f3', 'f4', 'f5', 'f6'].map((name) => step(name));
    const enter = enterOf('umd-5/voms-4.2.0' as ReleaseId);
    const outcome = await applied([...fetches, enter], async (_deps, { kind }) => {
      if (kind === 'fetch-release') await slow.closed;
      else slow.open();
      return done;
    });
    expect(outcome.results.map(({ kind }) => kind)).toEqual(Array(7).fill('done'));
  });

  test('does not begin too much at once', async () => {
    let [now, most] = [0, 0];
    const names = Array.from({ length: 12 }, (_, at) => `n${at}`);
    await applied(
      names.map((name) => step(name)),
      async () => {
        now += 1;
        most = Math.max(most, now);
        await new Promise((resolve) => setImmediate(resolve));
        now -= 1;
        return done;
      },
    );
    expect(most).toBe(4);
  });

  test('tells when it began and when it ended', async () => {
    const clock = fakeClock(noon);
    const outcome = await applied(
      [step('a')],
      async () => {
        clock.advance(90);
        return done;
      },
      { clock },
    );
    expect([outcome.startedAt, outcome.finishedAt]).toEqual([noon, plusSeconds(noon, 90)]);
  });

  test('begins nothing more once it is told to stop, and finishes what is at work', async () => {
    const stop = new AbortController();
    const outcome = await applied(
      [step('a'), step('b', 'a'), step('c', 'b')],
      async () => {
        stop.abort();
        return done;
      },
      { stop: stop.signal },
    );
    expect(outcome.results).toMatchObject([
      { kind: 'done' },
      { kind: 'skipped', because: null },
      { kind: 'skipped', because: 'b' },
    ]);
  });

  test('of a plan without actions is over at once', async () => {
    expect((await applied([], async () => done)).results).toEqual([]);
  });
});
