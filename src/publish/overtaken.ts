import { StagepostError } from '../domain/failure.ts';
import type { Place } from './place.ts';

/** What was planned for a repository does not follow what is live there now. */
export function overtaken(place: Place, live: string): StagepostError {
  return new StagepostError({
    code: 'plan-changed',
    message: `${place.repository.title} is at ${live} already, which the plan does not follow`,
    hint: 'Another run published in the meantime; the next cycle plans anew from what is published.',
  });
}
