import { userInfo } from 'node:os';
import { Option } from 'commander';
import { mostTokenDays, scopes, usualTokenDays } from '../../domain/access.ts';
import { StagepostError } from '../../domain/failure.ts';
import { newToken } from '../../http/account/make-token.ts';
import { readWish } from '../../http/account/read-wish.ts';
import { tokensAsText } from '../../report/tokens-as-text.ts';
import { tokenView } from '../../report/views/account-view.ts';
import type { AddCommand, CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { type HostOptions, onHost, withHostOption, withHostOptions } from '../host-options.ts';

interface CreateOptions extends HostOptions {
  readonly name: string;
  readonly scope: readonly string[];
  readonly below: string;
  readonly days: string;
}

/** `stagepost token`: tokens for machines, and an end for anybody's. */
export const addToken: AddCommand = (program, context) => {
  const group = program
    .command('token')
    .description('tokens that open the private repositories, the API and operations');
  withHostOption(group.command('create'))
    .description('make a token that belongs to nobody, such as for a machine, and show it once')
    .requiredOption('--name <text>', 'what it is called')
    .addOption(
      new Option('--scope <what>', 'what it is for; may be repeated')
        .choices(scopes)
        .argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value])
        .makeOptionMandatory(),
    )
    .option('--below <folder>', 'only repositories below this folder of the private stage', '')
    .option('--days <number>', `how long it lasts, ${mostTokenDays} at most`, String(usualTokenDays))
    .action((options: CreateOptions) => create(context, options));
  withHostOptions(group.command('list'))
    .description('show every token, newest first, with its owner; none can be seen again')
    .option('--all', 'also those that ended')
    .action((options: HostOptions & { readonly all?: boolean }) => list(context, options));
  withHostOption(group.command('revoke'))
    .description('end a token at once and for good')
    .argument('<id>', 'as the list names it')
    .action((id: string, options: HostOptions) => revoke(context, id, options));
};

async function create({ io, finish }: CommandContext, options: CreateOptions): Promise<void> {
  const { name: label, scope, below, days } = options;
  const read = readWish({ label, scopes: scope, below, days });
  if ('problems' in read) throw noToken(read.problems);
  const secret = await onHost(io, options, async ({ tokens, operations, deps }) => {
    const now = deps.clock.now();
    const operator = userInfo().username;
    const made = newToken(read.wish, { kind: 'host', name: read.wish.label }, now);
    await operations.note({ at: now, operator, kind: 'create-token', subject: made.token.id, request: '' });
    await tokens.make(made.token);
    io.err(`token ${made.token.id} ends at ${made.token.expires}; it is not shown again:`);
    return made.secret;
  });
  io.out(secret);
  finish(exitCodes.done);
}

async function list(
  { io, finish }: CommandContext,
  options: HostOptions & { readonly all?: boolean },
): Promise<void> {
  const found = await onHost(io, options, async ({ tokens, deps }) =>
    (await tokens.list()).map((token) => tokenView(token, deps.clock.now())),
  );
  const shown = found.filter(({ standing }) => options.all === true || standing === 'good');
  io.out(options.json === true ? JSON.stringify(shown, null, 2) : tokensAsText(shown));
  finish(exitCodes.done);
}

async function revoke({ io, finish }: CommandContext, id: string, options: HostOptions): Promise<void> {
  await onHost(io, options, async ({ tokens, operations, deps }) => {
    const found = (await tokens.list()).find((token) => token.id === id && token.revokedAt === null);
    if (found === undefined)
      throw noToken(
        [`there is no token ${id} that is not revoked already`],
        '`stagepost token list` shows them',
      );
    const at = deps.clock.now();
    await operations.note({
      at,
      operator: userInfo().username,
      kind: 'revoke-token',
      subject: id,
      request: '',
    });
    await tokens.revoke(id, at);
  });
  io.out(`${id} was revoked`);
  finish(exitCodes.done);
}

function noToken(problems: readonly string[], hint = '`stagepost token create --help` shows what there is') {
  return new StagepostError({
    code: 'bad-configuration',
    message: problems.join('; '),
    hint,
    treatment: 'needs-person',
  });
}
