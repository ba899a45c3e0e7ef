import { findSigningKey } from '../../adapters/gpg/signing-key.ts';
import { processRunner } from '../../adapters/process/run-command.ts';
import type { Composed } from '../../compose.ts';
import { type Instant, instantOfMs, plusSeconds } from '../../domain/instant.ts';
import type { Meters } from '../../http/metrics/make-meters.ts';
import type { MeterFacts, RunResult } from '../../http/metrics/meter-facts.ts';
import type { Around } from '../../ports/around.ts';
import type { Command } from '../../ports/process-runner.ts';
import type { Cycle } from '../../reconcile/cycle.ts';
import { readinessOf } from '../../reconcile/readiness.ts';
import { servedAfter } from '../../reconcile/served-after.ts';
import type { Snapshots } from '../../reconcile/snapshots.ts';
import type { ViewSources } from './views-of.ts';

const keyLookSeconds = 6 * 3600;

/** Counts calls that change something: of programs by their name, of others by their method. */
export function countCalls(meters: Pick<Meters, 'adapterCalled'>): Around {
  return async ({ port, method, args }, run) => {
    const call = port === 'process' ? (args[0] as Command).program.replace(/^.*\//, '') : method;
    try {
      const answer = await run();
      meters.adapterCalled({ port, call, failed: false });
      return answer;
    } catch (error) {
      meters.adapterCalled({ port, call, failed: true });
      throw error;
    }
  };
}

/** The same run, timed and counted by how it ended, with the way of each merge to where it is served. */
export function measuredRun(
  meters: Meters,
  run: () => Promise<readonly Cycle[]>,
): () => Promise<readonly Cycle[]> {
  return async () => {
    const start = performance.now();
    const seconds = () => (performance.now() - start) / 1000;
    try {
      const cycles = await run();
      meters.runEnded(resultOf(cycles), seconds());
      for (const lag of cycles.flatMap(servedAfter)) meters.served(lag);
      return cycles;
    } catch (error) {
      meters.runEnded('error', seconds());
      throw error;
    }
  };
}

function resultOf(cycles: readonly Cycle[]): RunResult {
  if (cycles.some(({ kind }) => kind === 'refused')) return 'refused';
  const results = cycles.flatMap((cycle) => (cycle.kind === 'done' ? cycle.outcome.results : []));
  if (results.some(({ kind }) => kind === 'failed')) return 'failed';
  return results.some(({ kind }) => kind === 'done') ? 'done' : 'quiet';
}

/** What is measured when somebody asks. */
export function meterFactsOf(
  { host, deps }: Composed,
  {
    snapshots,
    pollSeconds,
    truth,
  }: { readonly snapshots: Snapshots; readonly pollSeconds: number } & Pick<ViewSources, 'truth'>,
): () => Promise<MeterFacts> {
  const keyExpires = lookNowAndThen(deps.clock, () => keyExpiry(host.signing));
  return async () => {
    const now = deps.clock.now();
    return {
      now,
      isReady: readinessOf(snapshots, { now, pollSeconds }).ready,
      observedAt: snapshots.observedAt(),
      snapshot: snapshots.current()?.snapshot ?? null,
      truth: truth(),
      messages: await deps.inbox.list(),
      letters: await deps.outbox.open(),
      keyExpires: await keyExpires(),
    };
  };
}

// A key that cannot be found is told by everything that wants to sign.
async function keyExpiry({
  home,
  key,
}: {
  readonly home: string;
  readonly key: string;
}): Promise<Instant | null> {
  const found = await findSigningKey(processRunner, home, key).catch(() => null);
  return found === null || found.expires === null ? null : instantOfMs(found.expires * 1000);
}

function lookNowAndThen<T>(clock: { now(): Instant }, look: () => Promise<T>): () => Promise<T> {
  let last: { readonly at: Instant; readonly found: Promise<T> } | undefined;
  return () => {
    const now = clock.now();
    if (last === undefined || now > plusSeconds(last.at, keyLookSeconds)) last = { at: now, found: look() };
    return last.found;
  };
}
