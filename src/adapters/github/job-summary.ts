import { appendFile, stat } from 'node:fs/promises';
import { StagepostError } from '../../domain/failure.ts';

/**
 * Adds to the summary of the workflow step that runs us; `write` gets the bytes that are left of `mostBytes`, because an
 * earlier command of the same step may have written to the same file. Throws `file-system`.
 */
export async function appendJobSummary(
  file: string,
  mostBytes: number,
  write: (room: number) => string,
): Promise<void> {
  try {
    const found = await stat(file).catch(() => undefined);
    const text = write(mostBytes - (found?.size ?? 0));
    if (text !== '') await appendFile(file, text);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new StagepostError(
      { code: 'file-system', message: `the job summary ${file} cannot be written: ${why}` },
      { cause: error },
    );
  }
}
