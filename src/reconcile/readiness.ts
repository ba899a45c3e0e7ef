import { type Instant, msOf } from '../domain/instant.ts';
import type { Snapshots } from './snapshots.ts';

// Longer than any cycle takes, because a fetch goes on beside them, and than a large world is left alone.
const patienceSeconds = 1200;

/** Whether the loop does its work: it has seen everything once, and has looked again since then in time. */
export function readinessOf(
  snapshots: Pick<Snapshots, 'current' | 'observedAt'>,
  { now, pollSeconds }: { readonly now: Instant; readonly pollSeconds: number },
): { readonly ready: true } | { readonly ready: false; readonly why: string } {
  const observedAt = snapshots.observedAt();
  if (observedAt === null || snapshots.current() === null)
    return { ready: false, why: 'the first full observation is not complete' };
  const silent = (msOf(now) - msOf(observedAt)) / 1000;
  if (silent > 2 * pollSeconds + patienceSeconds)
    return { ready: false, why: `nothing was observed since ${observedAt}; the log says why` };
  return { ready: true };
}
