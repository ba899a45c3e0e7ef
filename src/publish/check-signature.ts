import { failureOf } from '../domain/failure.ts';

/** A bad signature as a sentence; anything else that goes wrong stays an exception. */
export async function problemsOfSignature(
  what: string,
  check: () => Promise<unknown>,
): Promise<readonly string[]> {
  try {
    await check();
    return [];
  } catch (error) {
    const { code, message } = failureOf(error);
    if (code !== 'signature-bad') throw error;
    return [`the signature of ${what} is bad: ${message}`];
  }
}
