import type { Sha256 } from '../domain/digest.ts';
import type { Failure } from '../domain/failure.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { ReleaseId } from '../domain/release.ts';

/** A repair that did not succeed; the release stays in its state, so that only the next attempt has to be known. */
export interface FailedRepair {
  readonly release: ReleaseId;
  readonly failure: Failure;
  readonly content: Sha256;
}

/** The repairs that failed. */
export function failedRepairs({ plan, results }: Outcome): readonly FailedRepair[] {
  const failures = new Map(
    results.flatMap((result) => (result.kind === 'failed' ? [[result.action, result.failure] as const] : [])),
  );
  return plan.actions.flatMap((action) => {
    const failure = action.kind === 'repair-release' ? failures.get(action.id) : undefined;
    if (action.kind !== 'repair-release' || failure === undefined) return [];
    return [{ release: action.release, failure, content: action.content }];
  });
}
