import type { Composed } from '../../compose.ts';
import type { Failure } from '../../domain/failure.ts';
import { makeRequests } from '../../reconcile/requests/run-requests.ts';
import type { Snapshots } from '../../reconcile/snapshots.ts';
import { spaced } from '../../reconcile/spaced.ts';
import type { Wake } from '../../reconcile/wake.ts';
import type { Voice } from './voice.ts';

/** Requests of tickets that a host works on, until they are ended. */
export interface HostRequests {
  run(): Promise<void>;
  hint(): void;
  end(): void;
}

const hintMs = 500;

/** Works on what people ask for on tickets; nothing is done where the host has no tracker. */
export function requestsOf(
  { deps, requests }: Composed,
  parts: {
    readonly snapshots: Snapshots;
    readonly wake: Wake;
    readonly voice: Voice;
    readonly stop: AbortSignal;
  },
): HostRequests {
  const { tickets } = requests;
  if (tickets === null) return { run: async () => undefined, hint: () => undefined, end: () => undefined };
  const ended = new AbortController();
  const { snapshots, wake, voice, stop } = parts;
  const work = makeRequests({
    ...deps,
    ...requests,
    tickets,
    snapshots,
    wake: () => wake.wake(),
    failed: oncePerOutage(voice),
    stop: AbortSignal.any([stop, ended.signal]),
  });
  const hint = spaced(() => work.hint(), hintMs);
  const forget = snapshots.onChange(hint);
  return {
    run: () => work.run().finally(forget),
    hint,
    end: () => ended.abort(),
  };
}

/** Tells a failure when it begins, and not in every round. */
function oncePerOutage(voice: Voice): (failure: Failure) => void {
  let last = '';
  return ({ message }) => {
    if (message === last) return;
    last = message;
    voice.notice(`requests of tickets wait: ${message}`);
  };
}
