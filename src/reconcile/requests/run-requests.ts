import { failureOf } from '../../domain/failure.ts';
import { makeWake } from '../wake.ts';
import { hearNews } from './hear-news.ts';
import type { RequestDeps } from './request-deps.ts';
import { workRequests } from './work-requests.ts';

const pauseMs = 30_000;
const lookAfterMs = 5 * 60_000;

/** Requests of tickets at work, beside the cycles: a tracker that does not answer holds up no publication. */
export interface Requests {
  /** Works until it is stopped. */
  run(): Promise<void>;
  /** There may be something new. */
  hint(): void;
}

/** Begins with the first hint or pause; what fails is told, and tried again in the next round. */
export function makeRequests(deps: RequestDeps): Requests {
  const wake = makeWake();
  let heard: number | null = null;
  let looked = { commit: '', at: 0 };

  async function listen(): Promise<void> {
    try {
      heard = await hearNews(deps, heard);
    } catch (error) {
      deps.failed(failureOf(error));
    }
  }

  /** Branches move with main, and pull requests are closed without it. */
  function looksAfter(): boolean {
    const commit = deps.snapshots.current()?.snapshot.desired.commit ?? '';
    const isDue = commit !== looked.commit || performance.now() - looked.at > lookAfterMs;
    if (isDue) looked = { commit, at: performance.now() };
    return isDue;
  }

  async function round(): Promise<void> {
    if (deps.snapshots.current() === null) return;
    await listen();
    await workRequests(deps, looksAfter());
  }

  return {
    hint: () => wake.wake(),
    run: async () => {
      while (!deps.stop.aborted) {
        await round().catch((error: unknown) => deps.failed(failureOf(error)));
        await wake.pause(pauseMs, deps.stop);
      }
    },
  };
}
