import { type Instant, plusSeconds } from '../domain/instant.ts';
import type { Clock } from '../ports/clock.ts';

const day = 86_400;

/** Work that is done at the first call, and then at most once a day; what failed is tried again at the next call. */
export function onceADay(clock: Clock, work: () => Promise<void>): () => Promise<void> {
  let due: Instant | null = null;
  return async () => {
    const now = clock.now();
    if (due !== null && now < due) return;
    await work();
    due = plusSeconds(now, day);
  };
}
