import { StagepostError } from '../../domain/failure.ts';

const later = 'It is tried again by itself.';

/** The helpdesk, or what stands before it, did not answer as one does. */
export function unreachable(message: string, cause?: unknown): StagepostError {
  return new StagepostError({ code: 'helpdesk-unreachable', message, hint: later }, { cause });
}

/** The helpdesk answered, and said no. */
export function refused(message: string, hint = later): StagepostError {
  return new StagepostError({ code: 'helpdesk-refused', message, hint });
}
