import { resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { openCheckBoard } from '../../adapters/github/open-check-board.ts';
import type { CommitSha } from '../../domain/desired-state.ts';
import { StagepostError } from '../../domain/failure.ts';
import { publishDocument } from '../check/publish-document.ts';
import type { AddCommand, CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';

interface PublishCheckOptions {
  readonly from: string;
  readonly head: CommitSha;
  readonly tokenFile: string;
  readonly at?: string;
  readonly apiUrl?: string;
  readonly run?: string;
  readonly author: string;
  readonly workflow?: string;
}

/** `stagepost publish-check`: shows people what an unprivileged check found, and believes nothing of it. */
export const addPublishCheck: AddCommand = (program, context) => {
  program
    .command('publish-check')
    .description('show the document of check-pr at GitHub: one check with marks at lines, one comment')
    .requiredOption('--from <file>', 'the document; whoever wrote it is not trusted')
    .addOption(
      new Option('--head <commit>', 'the commit that was checked, as GitHub says it')
        .argParser(commitOf)
        .makeOptionMandatory(),
    )
    .requiredOption('--token-file <file>', 'a token that may write checks and pull requests, alone in a file')
    .option('--at <owner/name>', 'the repository (default: GITHUB_REPOSITORY)')
    .option('--api-url <url>', 'the API of the code host (default: GITHUB_API_URL, or that of GitHub)')
    .addOption(new Option('--run <url>', 'address of the run that has everything').argParser(addressOf))
    .option('--author <login>', 'under which name the token writes comments', 'github-actions[bot]')
    .option(
      '--workflow <path>',
      'the workflow that checks, in a checkout of main: say when the change has another',
    )
    .action((options: PublishCheckOptions) => publishCheck(options, context));
};

async function publishCheck(options: PublishCheckOptions, { io, finish }: CommandContext): Promise<void> {
  const board = openCheckBoard(boardOf(options, io));
  const { head, run = null, workflow = null } = options;
  const from = resolve(io.cwd, options.from);
  const answer = await publishDocument(board, { from, head, run, workflow, cwd: io.cwd });
  if (answer.ok) io.out(answer.said);
  else io.err(answer.said);
  finish(answer.ok ? exitCodes.done : exitCodes.error);
}

function boardOf(options: PublishCheckOptions, { env, cwd }: CommandContext['io']) {
  const [owner, repository, ...more] = (options.at ?? env.GITHUB_REPOSITORY ?? '').split('/');
  if (!owner || !repository || more.length > 0)
    throw new StagepostError({
      code: 'bad-configuration',
      message: 'it is not said at which repository',
      hint: 'name it: --at owner/name',
      treatment: 'needs-person',
    });
  return {
    apiUrl: options.apiUrl ?? env.GITHUB_API_URL ?? 'https://api.github.com',
    owner,
    repository,
    tokenFile: resolve(cwd, options.tokenFile),
    author: options.author,
  };
}

function commitOf(text: string): CommitSha {
  if (/^[0-9a-f]{40}([0-9a-f]{24})?$/.test(text)) return text as CommitSha;
  throw new InvalidArgumentError('It is a commit in full.');
}

function addressOf(text: string): string {
  if (/^https?:\/\/[A-Za-z0-9.:-]+\/[\w./-]+$/.test(text)) return text;
  throw new InvalidArgumentError('It is an address of the web.');
}
