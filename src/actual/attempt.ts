import { failureOf } from '../domain/failure.ts';
import { known, type Observation, unknown } from '../domain/observation.ts';

/** What a look found, or why it could not be told. */
export async function attempt<T>(look: () => Promise<T>): Promise<Observation<T>> {
  try {
    return known(await look());
  } catch (error) {
    return unknown(failureOf(error).message);
  }
}
