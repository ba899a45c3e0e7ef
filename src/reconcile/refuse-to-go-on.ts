import { StagepostError } from '../domain/failure.ts';
import type { Outcome } from '../domain/outcome.ts';

/** Ends the run when a step learned that this process must not go on; what else was done is written down by then. */
export function refuseToGoOn(outcome: Outcome): void {
  for (const result of outcome.results)
    if (result.kind === 'failed' && result.failure.treatment === 'fatal')
      throw new StagepostError(result.failure);
}
