import { exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';

// What has not ended by then is cut off; every step can be, and the next start finishes it.
const patienceSeconds = 9;

/** Aborted by SIGTERM, SIGINT or SIGHUP; the process then ends within ten seconds, whatever it was doing. */
export function stopOnSignal(io: Io): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (stop.signal.aborted) return;
      io.err(`${signal}: what is at work is finished or rolled back`);
      stop.abort();
      // Something may still wait for an answer when everything else has ended, and ended well.
      const end = () => process.exit(process.exitCode ?? exitCodes.error);
      setTimeout(end, patienceSeconds * 1000).unref();
    });
  return stop.signal;
}
