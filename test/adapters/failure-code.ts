import { type Failure, failureOf } from '../../src/domain/failure.ts';

/** The failure that some work ends with; an error in the test when it does not fail. */
export async function failureIn(work: Promise<unknown>): Promise<Failure> {
  const outcome = await work.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  if (outcome === undefined) throw new Error('this should have failed');
  return failureOf(outcome.error);
}
