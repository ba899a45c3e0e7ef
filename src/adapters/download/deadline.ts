import { StagepostError } from '../../domain/failure.ts';
import type { FetchRequest } from '../../ports/release-source.ts';

const mostMilliseconds = 2 ** 31 - 1;

/** What ends a request: its time, whoever asked for it, or the first failure in it. */
export interface Deadline {
  /** Aborted at the end; its reason is the failure. */
  readonly signal: AbortSignal;
  /** Ends the request with this failure, unless it has ended already. */
  fail(error: unknown): void;
  /** Gives the timer free, and throws the failure with which the request has ended, if it has. */
  finish(): void;
}

/** Starts the clock of a request. */
export function makeDeadline({ maxSeconds, stop, url }: FetchRequest): Deadline {
  const controller = new AbortController();
  const outOfTime = () =>
    controller.abort(
      new StagepostError({
        code: 'command-timed-out',
        message: `fetching from ${url} was ended after ${maxSeconds} s`,
        hint: 'It is tried again; a large release may need a higher limit in stagepost.yaml.',
      }),
    );
  const stopped = () =>
    controller.abort(new StagepostError({ code: 'stopped', message: 'the fetch was ended, as was asked' }));
  const timer = setTimeout(outOfTime, Math.min(Math.ceil(maxSeconds * 1000), mostMilliseconds));
  stop?.addEventListener('abort', stopped, { once: true });
  if (stop?.aborted) stopped();
  return {
    signal: controller.signal,
    fail: (error) => controller.abort(error),
    finish: () => {
      clearTimeout(timer);
      stop?.removeEventListener('abort', stopped);
      controller.signal.throwIfAborted();
    },
  };
}
