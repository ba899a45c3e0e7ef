import { type FailureCode, StagepostError } from '../domain/failure.ts';

type Refusal = Extract<FailureCode, 'checksum-mismatch' | 'content-refused' | 'intake-too-large'>;

/**
 * The failure of a release that is not as it has to be, with every problem that was found. It is tried again by
 * itself, because the provider may have been in the middle of a correction.
 */
export function refuse(code: Refusal, message: string, problems: readonly string[]): StagepostError {
  return new StagepostError({
    code,
    message,
    hint: 'The provider has to correct the release; a new manifest needs its digest in the release file.',
    treatment: 'retry',
    details: problems,
  });
}

/** `1 file`, `3 files`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** What readers say of a line, in the form of every other finding: `SHA256SUMS:3: …`. */
export function placed(document: string, problems: readonly string[]): readonly string[] {
  return problems.map((problem) => problem.replace(/^line (\d+): /, `${document}:$1: `));
}
