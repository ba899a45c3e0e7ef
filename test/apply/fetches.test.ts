import { describe, expect, test } from 'vitest';
import { makeFetches } from '../../src/apply/fetches.ts';
import type { SystemReading } from '../../src/domain/operating-system.ts';
import type { ActionResult } from '../../src/domain/outcome.ts';
import type { ActionId } from '../../src/domain/plan.ts';
import type { ReleaseId } from '../../src/domain/release.ts';

const voms = 'umd-5/voms-4.2.0' as ReleaseId;
const argus = 'umd-5/argus-1.7.5' as ReleaseId;
const done: ActionResult = { kind: 'done', action: 'a' as ActionId, product: { kind: 'none' } };
const ended: ActionResult = { kind: 'skipped', action: 'a' as ActionId, because: null };

/** A fetch that ends when it is told to. */
function aFetch() {
  let tell = (_result: ActionResult) => {};
  let begun = 0;
  const result = new Promise<ActionResult>((resolve) => {
    tell = resolve;
  });
  const begin = () => {
    begun += 1;
    return result;
  };
  return { begin, begun: () => begun, end: (how: ActionResult) => tell(how) };
}

describe('fetches that outlive their cycle', () => {
  test('are begun once for a release, however often they are asked for', async () => {
    const fetches = makeFetches();
    const fetch = aFetch();
    const [first, second] = [fetches.ensure(voms, fetch.begin), fetches.ensure(voms, fetch.begin)];
    expect([fetches.isAtWork(voms), fetches.isAtWork(argus), fetches.atWork()]).toEqual([
      true,
      false,
      [voms],
    ]);
    fetch.end(done);
    expect([await first, await second, fetch.begun()]).toEqual([done, done, 1]);
    expect([fetches.isAtWork(voms), fetches.atWork()]).toEqual([false, []]);
  });

  test('tell a later cycle what was read of an operating system, because only the record keeps it', async () => {
    const fetches = makeFetches();
    const [old, anew] = [aFetch(), aFetch()];
    const read = { ...done, product: { kind: 'system', reading: {} as SystemReading } } as const;
    void fetches.ensure('operating-system el9/x86_64', old.begin);
    old.end(read);
    await fetches.all();
    expect(await fetches.ensure('operating-system el9/x86_64', anew.begin)).toBe(read);
    expect(anew.begun()).toBe(0);
  });

  test('tell a later cycle how they failed, and are then begun anew', async () => {
    const fetches = makeFetches();
    const [old, anew] = [aFetch(), aFetch()];
    void fetches.ensure(voms, old.begin);
    old.end(ended);
    await fetches.all();
    expect(await fetches.ensure(voms, anew.begin)).toEqual(ended);
    expect(anew.begun()).toBe(0);
    fetches.heard(voms);
    void fetches.ensure(voms, anew.begin);
    expect(anew.begun()).toBe(1);
    anew.end(done);
  });

  test('are news until somebody has waited for them, also when they ended before that', async () => {
    const fetches = makeFetches();
    const [slow, fast] = [aFetch(), aFetch()];
    void fetches.ensure(voms, slow.begin);
    const heard = fetches.ensure(argus, fast.begin);
    fast.end(done);
    await heard;
    await fetches.next();
    expect(fetches.isOpen()).toBe(true);
    const second = fetches.next();
    slow.end(done);
    await second;
    expect(fetches.isOpen()).toBe(false);
    await fetches.next();
  });
});
