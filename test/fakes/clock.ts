import { type Instant, plusSeconds } from '../../src/domain/instant.ts';
import type { Clock } from '../../src/ports/clock.ts';

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  set(moment: Instant): void;
  advance(seconds: number): void;
}

/** Starts a clock at a moment. */
export function fakeClock(start: Instant): FakeClock {
  let moment = start;
  return {
    now: () => moment,
    set: (next) => {
      moment = next;
    },
    advance: (seconds) => {
      moment = plusSeconds(moment, seconds);
    },
  };
}
