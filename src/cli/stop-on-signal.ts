import { exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';

// What has not ended by then is cut off; every step can be, and the next start finishes it.
const patienceSeconds = 9;
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Aborted by SIGTERM, SIGINT or SIGHUP until it is disposed of. */
export interface Stopping extends Disposable {
  readonly stop: AbortSignal;
}

/** Listens to signals; after one, the process ends within ten seconds, whatever it was doing. */
export function stopOnSignal(io: Io): Stopping {
  const stop = new AbortController();
  const listen = (signal: (typeof signals)[number]) => {
    if (stop.signal.aborted) return;
    io.err(`${signal}: what is at work is finished or rolled back`);
    stop.abort();
    // Something may still wait for an answer when everything else has ended, and ended well.
    const end = () => process.exit(process.exitCode ?? exitCodes.error);
    setTimeout(end, patienceSeconds * 1000).unref();
  };
  for (const signal of signals) process.on(signal, listen);
  return {
    stop: stop.signal,
    [Symbol.dispose]: () => {
      for (const signal of signals) process.off(signal, listen);
    },
  };
}
