import { describe, expect, test } from 'vitest';
import { plusSeconds } from '../../src/domain/instant.ts';
import { unknown } from '../../src/domain/observation.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import type { Cycle } from '../../src/reconcile/cycle.ts';
import { makeOperations } from '../../src/reconcile/operate.ts';
import type { Planned } from '../../src/reconcile/planned.ts';
import { readinessOf } from '../../src/reconcile/readiness.ts';
import { makeSnapshots } from '../../src/reconcile/snapshots.ts';
import { makeWake } from '../../src/reconcile/wake.ts';
import { aDesiredRelease, noon } from '../builders/release.ts';
import { aSnapshot } from '../builders/snapshot.ts';
import { aDesiredState, emptyWorld, untilQuiet } from '../builders/world.ts';
import { fakeClock } from '../fakes/clock.ts';
import { fakeLedger } from '../fakes/ledger.ts';
import { fakeOperationLog } from '../fakes/operation-log.ts';

const voms = 'umd-5/voms-4.2.0' as ReleaseId;
const refused: Planned = {
  kind: 'refused',
  findings: [
    {
      file: 'stagepost.yaml',
      line: 1,
      column: 1,
      rule: 'yaml',
      message: 'is no YAML',
      hint: '',
      excerpt: '',
    },
  ],
};

function plannedAt(seconds: number): Extract<Planned, { kind: 'planned' }> {
  const desired = aDesiredState([aDesiredRelease({ product: 'voms' }, ['Unverified'], 1)], 1);
  const world = { ...untilQuiet(emptyWorld, desired), now: plusSeconds(noon, seconds) };
  const { actual, plan } = aSnapshot(world, desired);
  return { kind: 'planned', desired, actual, plan, findings: [] };
}

describe('snapshots', () => {
  test('are told when something differs, and not when only time has passed', () => {
    const snapshots = makeSnapshots(fakeClock(noon));
    const told: string[] = [];
    const end = snapshots.onChange(({ id }) => told.push(id));
    expect(snapshots.current()).toBeNull();
    snapshots.planned(plannedAt(0));
    snapshots.planned(plannedAt(60));
    expect(told).toHaveLength(1);
    expect(snapshots.current()?.snapshot.at).toBe(plusSeconds(noon, 60));
    snapshots.planned(refused);
    expect(told).toHaveLength(2);
    expect(snapshots.current()?.snapshot.findings).toEqual(refused.findings);
    end();
    snapshots.planned(plannedAt(120));
    expect(told).toHaveLength(2);
  });

  test('are behind while a cycle does something, and until the next one has looked', () => {
    const snapshots = makeSnapshots(fakeClock(noon));
    const { desired } = plannedAt(0);
    const busy: Planned = { kind: 'planned', ...aSnapshot(emptyWorld, desired), findings: [] };
    const outcome = (kind: string) =>
      ({ kind: 'done', planned: busy, notes: [], outcome: { results: [{ kind }] } }) as unknown as Cycle;
    expect(busy.plan.actions).not.toEqual([]);
    snapshots.planned(busy);
    expect(snapshots.isBehind()).toBe(true);
    snapshots.ended(outcome('done'));
    expect(snapshots.isBehind()).toBe(true);
    snapshots.planned(plannedAt(0));
    expect(snapshots.isBehind()).toBe(false);
    snapshots.planned(busy);
    snapshots.ended(outcome('failed'));
    expect(snapshots.isBehind()).toBe(false);
  });

  test('take up what could not be mirrored from the cycle that they are of', () => {
    const snapshots = makeSnapshots(fakeClock(noon));
    const planned = plannedAt(0);
    const notes = [{ subject: 'tickets', sentence: 'the tracker is silent' }];
    snapshots.planned(planned);
    snapshots.ended({ kind: 'done', planned, notes, outcome: { results: [] } } as unknown as Cycle);
    expect(snapshots.current()?.snapshot.notes).toEqual(notes);
    snapshots.planned(plannedAt(60));
    expect(snapshots.current()?.snapshot.notes).toEqual(notes);
  });

  test('are not made of a record that cannot be read: what was known last stands', () => {
    const snapshots = makeSnapshots(fakeClock(noon));
    const planned = plannedAt(0);
    const blind = { ...planned, actual: { ...planned.actual, record: unknown('git is ill') } };
    snapshots.planned(blind);
    expect(snapshots.current()).toBeNull();
    snapshots.planned(planned);
    snapshots.planned(blind);
    expect(snapshots.current()?.snapshot.record.releases.size).toBe(1);
  });
});

describe('a reconciler', () => {
  test('is ready from the first full observation on, for as long as it looks in time', () => {
    const clock = fakeClock(noon);
    const snapshots = makeSnapshots(clock);
    const readiness = () => readinessOf(snapshots, { now: clock.now(), pollSeconds: 60 });
    expect(readiness()).toMatchObject({ ready: false });
    snapshots.planned(refused);
    expect(readiness()).toMatchObject({ ready: false });
    snapshots.planned(plannedAt(0));
    expect(readiness()).toEqual({ ready: true });
    clock.advance(1320);
    expect(readiness()).toEqual({ ready: true });
    clock.advance(1);
    expect(readiness()).toEqual({
      ready: false,
      why: 'nothing was observed since 2026-11-22T12:00:00Z; the log says why',
    });
  });

  test('does what an operator asks for, and writes it down before', async () => {
    const clock = fakeClock(noon);
    const snapshots = makeSnapshots(clock);
    const ledger = fakeLedger();
    const log = fakeOperationLog();
    const wake = makeWake();
    const { refresh, retryRelease } = makeOperations({ operations: log, ledger, snapshots, wake, clock });
    snapshots.planned(plannedAt(0));
    await ledger.noteAttempts(voms, { count: 3, dueAt: plusSeconds(noon, 3600), content: null });
    const by = { operator: 'on-call', request: 'r1' };
    expect(await retryRelease(by, 'umd-5/other-1.0.0' as ReleaseId)).toBe(false);
    expect(await log.newest(9)).toEqual([]);
    expect(await retryRelease(by, voms)).toBe(true);
    expect((await ledger.attempts()).size).toBe(0);
    // A wake-up is there: this pause would last a day.
    await wake.pause(86_400_000, new AbortController().signal);
    await refresh(by);
    await wake.pause(86_400_000, new AbortController().signal);
    expect((await log.newest(9)).map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
      'refresh ',
      'retry-release umd-5/voms-4.2.0',
    ]);
  });
});
