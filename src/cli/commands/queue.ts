import { userInfo } from 'node:os';
import type { Composed } from '../../compose.ts';
import { StagepostError } from '../../domain/failure.ts';
import { dropMessage, retryMessage } from '../../reconcile/inbox.ts';
import { messageAsText, messagesAsText } from '../../report/messages-as-text.ts';
import type { AddCommand, CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { type HostOptions, onHost, withHostOption, withHostOptions } from '../host-options.ts';

const open = ['received', 'waiting', 'refused'] as const;

/** `stagepost queue`: messages of the ticket tracker, and what became of them. */
export const addQueue: AddCommand = (program, { io, finish }) => {
  const group = program
    .command('queue')
    .description('messages of the ticket tracker: what waits, what was refused and why');
  withHostOptions(group.command('list'))
    .description('show what waits and what was refused, in order of arrival')
    .option('--all', 'also what is settled and what was dropped')
    .action(async ({ all, ...options }: HostOptions & { readonly all?: boolean }) => {
      const found = await onHost(io, options, ({ deps }) => deps.inbox.list(all === true ? undefined : open));
      io.out(options.json === true ? JSON.stringify(found, null, 2) : messagesAsText(found));
      finish(exitCodes.done);
    });
  withHostOptions(group.command('show'))
    .description('show one message')
    .argument('<delivery>', 'as the list names it')
    .action(async (delivery: string, options: HostOptions) => {
      const found = await onHost(io, options, ({ deps }) => deps.inbox.find(delivery));
      if (found === null) throw noMessage(delivery);
      io.out(options.json === true ? JSON.stringify(found, null, 2) : messageAsText(found));
      finish(exitCodes.done);
    });
  withHostOption(group.command('retry'))
    .description('have a refused or dropped message judged again by the next cycle of stagepost serve')
    .argument('<delivery>', 'as the list names it')
    .action(change({ io, finish }, retryMessage, 'is judged again by the next cycle'));
  withHostOption(group.command('drop'))
    .description('take a message out, so that nothing comes of it')
    .argument('<delivery>', 'as the list names it')
    .action(change({ io, finish }, dropMessage, 'was dropped'));
};

function change({ io, finish }: CommandContext, work: typeof retryMessage, done: string) {
  return async (delivery: string, options: HostOptions) => {
    const by = { operator: userInfo().username, request: '' };
    const found = await onHost(io, options, ({ operations, deps }: Composed) =>
      work({ operations, ...deps }, by, delivery),
    );
    if (!found) throw noMessage(delivery);
    io.out(`${delivery} ${done}`);
    finish(exitCodes.done);
  };
}

function noMessage(delivery: string): StagepostError {
  return new StagepostError({
    code: 'bad-configuration',
    message: `no message ${delivery} stands so that this can be done to it`,
    hint: '`stagepost queue list --all` shows how each stands',
    treatment: 'needs-person',
  });
}
