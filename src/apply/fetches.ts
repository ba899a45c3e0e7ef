import type { ActionResult } from '../domain/outcome.ts';
import type { ReleaseId } from '../domain/release.ts';

/**
 * Fetches that may outlive the cycle that began them: a provider that drips must not hold up what others wait for
 * (R77). A later cycle that asks for the same release is given the fetch that is at work, or how it ended.
 */
export interface Fetches {
  /** The fetch of a release; begun when none is at work. */
  ensure(release: ReleaseId, begin: () => Promise<ActionResult>): Promise<ActionResult>;
  /** Says that it was taken up how the fetch ended, so that another attempt may begin. */
  heard(release: ReleaseId): void;
  isAtWork(release: ReleaseId): boolean;
  /** How many are at work. */
  count(): number;
  /** Whether one is at work, or has ended since the last call of {@link next}. */
  isOpen(): boolean;
  /** Ends when one has ended since the last call; at once when none is at work. */
  next(): Promise<void>;
  /** Ends when none is at work any more. */
  all(): Promise<void>;
}

interface Fetch {
  readonly result: Promise<ActionResult>;
  ended: boolean;
}

/** Room for the fetches of one process. */
export function makeFetches(): Fetches {
  const fetches = new Map<ReleaseId, Fetch>();
  const atWork = () => [...fetches.values()].filter((fetch) => !fetch.ended);
  let news = false;

  function start(release: ReleaseId, begin: () => Promise<ActionResult>): Fetch {
    const fetch: Fetch = { ended: false, result: begin().then((result) => end(release, fetch, result)) };
    fetches.set(release, fetch);
    return fetch;
  }

  function end(release: ReleaseId, fetch: Fetch, result: ActionResult): ActionResult {
    fetch.ended = true;
    news = true;
    // What was fetched is in the pool, where the next cycle finds it; a failure is kept until a cycle hears it.
    if (result.kind === 'done') fetches.delete(release);
    return result;
  }

  return {
    ensure: (release, begin) => (fetches.get(release) ?? start(release, begin)).result,
    heard: (release) => {
      if (fetches.get(release)?.ended === true) fetches.delete(release);
    },
    isAtWork: (release) => fetches.get(release)?.ended === false,
    count: () => atWork().length,
    isOpen: () => news || atWork().length > 0,
    next: async () => {
      const waiting = atWork();
      if (!news && waiting.length > 0) await Promise.race(waiting.map((fetch) => fetch.result));
      news = false;
    },
    all: async () => {
      await Promise.all(atWork().map((fetch) => fetch.result));
    },
  };
}
