import { StagepostError } from '../../domain/failure.ts';

const later = 'It is tried again by itself.';

/** RT, or what stands before it, did not answer as RT does. */
export function unreachable(message: string, cause?: unknown): StagepostError {
  return new StagepostError({ code: 'tracker-unreachable', message, hint: later }, { cause });
}

/** RT answered, and said no. */
export function refused(message: string, hint = later): StagepostError {
  return new StagepostError({ code: 'tracker-refused', message, hint });
}
