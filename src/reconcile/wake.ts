import { setTimeout as sleep } from 'node:timers/promises';

/** Wakes the loop; it carries no facts, so that a lost or doubled wake-up costs nothing. */
export interface Wake {
  /** Ends the present pause, or the next one when none is on; many calls count as one. */
  wake(): void;
  /** Waits so long, until woken, or until stopped; answers whether it was woken. */
  pause(milliseconds: number, stop: AbortSignal): Promise<boolean>;
}

/** A wake-up for one loop. */
export function makeWake(): Wake {
  let woken = new AbortController();
  return {
    wake: () => woken.abort(),
    pause: async (milliseconds, stop) => {
      const signal = AbortSignal.any([woken.signal, stop]);
      await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
      const isWoken = woken.signal.aborted;
      woken = new AbortController();
      return isWoken;
    },
  };
}
