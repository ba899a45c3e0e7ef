// Enough for what is nearly done, and the rest of ten seconds is enough to roll back.
const graceMs = 2000;

/** Aborted a while after `stop` was: what would soon end by itself is let end. */
export function afterGrace(stop: AbortSignal): AbortSignal {
  const late = new AbortController();
  stop.addEventListener('abort', () => setTimeout(() => late.abort(), graceMs).unref(), { once: true });
  return late.signal;
}
