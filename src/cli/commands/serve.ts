import { Option } from 'commander';
import { StagepostError } from '../../domain/failure.ts';
import { makeMeters } from '../../http/metrics/make-meters.ts';
import type { AddCommand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { type HostOptions, onHost, withHostOption } from '../host-options.ts';
import { countCalls } from '../serve/measure.ts';
import { serveHost } from '../serve/serve-host.ts';
import { stopOnSignal } from '../stop-on-signal.ts';

interface ServeOptions extends HostOptions {
  readonly poll: string;
  readonly log: 'text' | 'json';
}

/** `stagepost serve`: reconcile whenever main moves, for as long as it is let. */
export const addServe: AddCommand = (program, { io, finish }) => {
  withHostOption(program.command('serve'))
    .description('keep the repositories as git asks: watch main, reconcile whenever it moves, answer by HTTP')
    .option('--poll <seconds>', 'how often main is asked for, give or take a fifth', '60')
    .addOption(
      new Option('--log <form>', 'sentences, or one line of JSON for each event')
        .choices(['text', 'json'])
        .default('text'),
    )
    .action(async (options: ServeOptions) => {
      using stopping = stopOnSignal(io);
      const { stop } = stopping;
      const pollSeconds = pollOf(options);
      const meters = makeMeters();
      const around = countCalls(meters);
      const ended = await onHost(io, { ...options, exclusive: true, stop, around }, (composed) =>
        serveHost(io, composed, { stop, pollSeconds, meters, form: options.log }),
      );
      finish(ended === null ? exitCodes.done : exitCodes.error);
    });
};

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
