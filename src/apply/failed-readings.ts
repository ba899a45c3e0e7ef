import type { Sha256 } from '../domain/digest.ts';
import type { Failure } from '../domain/failure.ts';
import { type SystemKey, systemKeyOf } from '../domain/operating-system.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { ReadSystem } from '../domain/plan.ts';

/** A reading of an operating system that did not succeed; the one before stays, so that only the next attempt is known. */
export interface FailedReading {
  readonly key: SystemKey;
  readonly failure: Failure;
  readonly content: Sha256;
}

/** The readings that failed. */
export function failedReadings(outcome: Outcome): readonly FailedReading[] {
  return readingsOf(outcome).flatMap(({ platform, id, declaration }) => {
    const result = outcome.results.find(({ action }) => action === id);
    if (result?.kind !== 'failed') return [];
    return [{ key: systemKeyOf(platform), failure: result.failure, content: declaration }];
  });
}

/** The operating systems that were read. */
export function doneReadings(outcome: Outcome): readonly SystemKey[] {
  const done = new Set(outcome.results.flatMap(({ kind, action }) => (kind === 'done' ? [action] : [])));
  return readingsOf(outcome).flatMap(({ platform, id }) => (done.has(id) ? [systemKeyOf(platform)] : []));
}

function readingsOf({ plan }: Outcome): readonly ReadSystem[] {
  return plan.actions.filter((action) => action.kind === 'read-system');
}
