import type { ActionResult } from '../domain/outcome.ts';

/**
 * Fetches that may outlive the cycle that began them: a provider that drips must not hold up what others wait for
 * (R77). A later cycle that asks for the same release, or the same operating system, is given the fetch that is at work,
 * or how it ended.
 */
export interface Fetches {
  /** The fetch of that name; begun when none is at work. */
  ensure(name: string, begin: () => Promise<ActionResult>): Promise<ActionResult>;
  /** Says that it was taken up how the fetch ended, so that another attempt may begin. */
  heard(name: string): void;
  isAtWork(name: string): boolean;
  /** The names of all that are at work. */
  atWork(): readonly string[];
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
  const fetches = new Map<string, Fetch>();
  const atWork = () => [...fetches].filter(([, fetch]) => !fetch.ended);
  let news = false;

  function start(name: string, begin: () => Promise<ActionResult>): Fetch {
    const fetch: Fetch = { ended: false, result: begin().then((result) => end(name, fetch, result)) };
    fetches.set(name, fetch);
    return fetch;
  }

  function end(name: string, fetch: Fetch, result: ActionResult): ActionResult {
    fetch.ended = true;
    news = true;
    // What was fetched is in the pool, where the next cycle finds it; all else is kept until a cycle hears it.
    if (result.kind === 'done' && result.product.kind !== 'system') fetches.delete(name);
    return result;
  }

  return {
    ensure: (name, begin) => (fetches.get(name) ?? start(name, begin)).result,
    heard: (name) => {
      if (fetches.get(name)?.ended === true) fetches.delete(name);
    },
    isAtWork: (name) => fetches.get(name)?.ended === false,
    atWork: () => atWork().map(([name]) => name),
    isOpen: () => news || atWork().length > 0,
    next: async () => {
      const waiting = atWork();
      if (!news && waiting.length > 0) await Promise.race(waiting.map(([, fetch]) => fetch.result));
      news = false;
    },
    all: async () => {
      await Promise.all(atWork().map(([, fetch]) => fetch.result));
    },
  };
}
