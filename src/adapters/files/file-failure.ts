import { StagepostError } from '../../domain/failure.ts';

const needsPerson = ['EACCES', 'EPERM', 'EROFS'];
const nothingThere = ['ENOENT', 'ENOTDIR'];

/** The failure behind an error of node:fs, told as what could not be done. */
export function fileFailure(error: unknown, what: string): StagepostError {
  if (error instanceof StagepostError) return error;
  const code = codeOf(error);
  return new StagepostError(
    {
      code: 'file-system',
      message: `cannot ${what}: ${code ?? String(error)}`,
      hint: code === 'ENOSPC' || code === 'EDQUOT' ? 'The disk is full; make room.' : '',
      treatment: needsPerson.includes(code ?? '') ? 'needs-person' : 'retry',
    },
    { cause: error },
  );
}

/** Does something with files; its errors become failures that say what could not be done. */
export async function attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileFailure(error, what);
  }
}

/** Null instead of the error that nothing is there. */
export async function nullIfMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (nothingThere.includes(codeOf(error) ?? '')) return null;
    throw error;
  }
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
