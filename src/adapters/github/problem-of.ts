import { failureOf } from '../../domain/failure.ts';

/** What kept some work from being done, with its mend; null when nothing did. */
export async function problemOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    const { message, hint } = failureOf(error);
    return hint === '' ? message : `${message}; ${hint}`;
  }
}
