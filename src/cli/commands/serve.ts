import type { Host } from '../../config/host.ts';
import { StagepostError } from '../../domain/failure.ts';
import { collectNow } from '../../reconcile/collect.ts';
import type { CycleDeps } from '../../reconcile/cycle-deps.ts';
import { runLoop } from '../../reconcile/loop.ts';
import { onceADay } from '../../reconcile/once-a-day.ts';
import { watchBranches } from '../../reconcile/triggers.ts';
import { type Rest, reconcileUntilQuiet } from '../../reconcile/until-quiet.ts';
import { makeWake, type Wake } from '../../reconcile/wake.ts';
import { failureAsText } from '../../report/outcome-as-text.ts';
import type { AddCommand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { type HostOptions, onHost, withHostOption } from '../host-options.ts';
import type { Io } from '../io.ts';
import { stopOnSignal } from '../stop-on-signal.ts';
import { tellCollection } from '../tell-collection.ts';
import { tellChanges } from '../tell-cycles.ts';

interface ServeOptions extends HostOptions {
  readonly poll: string;
}

/** `stagepost serve`: reconcile whenever main moves, for as long as it is let. */
export const addServe: AddCommand = (program, { io, finish }) => {
  withHostOption(program.command('serve'))
    .description('keep the repositories as git asks: watch main, reconcile whenever it moves')
    .option('--poll <seconds>', 'how often main is asked for, give or take a fifth', '60')
    .action(async (options: ServeOptions) => {
      using stopping = stopOnSignal(io);
      const { stop } = stopping;
      const ended = await onHost(io, { ...options, exclusive: true, stop }, ({ host, deps }) =>
        serve(io, { host, deps, stop, pollSeconds: pollOf(options) }),
      );
      finish(ended === null ? exitCodes.done : exitCodes.error);
    });
};

interface Serving {
  readonly host: Host;
  readonly deps: CycleDeps;
  readonly stop: AbortSignal;
  readonly pollSeconds: number;
}

async function serve(io: Io, { host, deps, stop, pollSeconds }: Serving) {
  const wake = makeWake();
  const watcher = watchLocally(io, host, wake);
  // While a slow provider is waited for, a merge is taken up all the same.
  const rest: Rest = (fetched) => Promise.race([fetched, wake.pause(pollSeconds * 1000, stop)]);
  const collectGarbage = onceADay(deps.clock, () =>
    collectNow(deps, (collected) => tellCollection(io, collected)),
  );
  io.err(`serving: main of ${host.repository}, asked for every ${pollSeconds} s; end with SIGTERM`);
  const ended = await runLoop({
    run: async () => {
      const cycles = await reconcileUntilQuiet(deps, tellChanges(io), rest);
      if (!stop.aborted) await collectGarbage();
      return cycles;
    },
    wake,
    stop,
    clock: deps.clock,
    pollSeconds,
    failed: (failure) => io.err(`${deps.clock.now()} ${failureAsText(failure)}`),
    chance: Math.random,
  });
  await watcher?.close();
  io.err(ended === null ? 'ended, as was asked' : 'ended by the failure above');
  return ended;
}

// A repository elsewhere has nothing to watch; it is asked at every poll.
function watchLocally(io: Io, { repository }: Host, wake: Wake) {
  if (!repository.startsWith('/')) return null;
  return watchBranches(repository, {
    moved: () => wake.wake(),
    failed: (error) =>
      io.err(`cannot watch ${repository}, so it is only asked at every poll: ${String(error)}`),
  });
}

function pollOf({ poll }: ServeOptions): number {
  const seconds = Number(poll);
  if (Number.isFinite(seconds) && seconds >= 1 && seconds <= 86_400) return seconds;
  throw new StagepostError({
    code: 'bad-configuration',
    message: `--poll ${poll} is not a number of seconds from 1 to 86400`,
    hint: 'leave it out for the usual 60',
    treatment: 'needs-person',
  });
}
