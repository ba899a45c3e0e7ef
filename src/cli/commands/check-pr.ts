import { dirname, resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { localFileChanges } from '../../adapters/files/change-files.ts';
import { checkAsJson } from '../../report/check/check-as-json.ts';
import { checkAsMarkdown } from '../../report/check/check-as-markdown.ts';
import { inertText } from '../../report/github-annotations.ts';
import { mostSummaryBytes } from '../../report/markdown-page.ts';
import { type ChangeOptions, checkChange } from '../check/check-change.ts';
import type { AddCommand, CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { sayToGitHub } from '../say-to-github.ts';

interface CheckPrOptions extends ChangeOptions {
  readonly out?: string;
  readonly json?: boolean;
  readonly github?: boolean;
}

/** `stagepost check-pr`: what would merging this do, and what is wrong with it? */
export const addCheckPr: AddCommand = (program, context) => {
  program
    .command('check-pr')
    .description('say what merging a change would do, from git alone; runs nothing of it, needs no host')
    .requiredOption('--base <revision>', 'the commit of main that it would come to')
    .requiredOption('--head <revision>', 'what main would be, or the branch that would be merged')
    .option('--merge', 'the head is a branch: check its merge into the base')
    .addOption(new Option('--pull-request <number>', 'the number of the pull request').argParser(numberOf))
    .option('--repository <dir>', 'a clone of the release repository', '.')
    .option('--out <file>', 'write the answer as a document, for stagepost publish-check')
    .option('--json', 'the same document instead of the text')
    .option('--github', 'in a workflow: the answer as job summary')
    .action((options: CheckPrOptions) => checkPr(options, context));
};

async function checkPr(options: CheckPrOptions, { io, finish }: CommandContext): Promise<void> {
  const { check, text } = checkAsJson(await checkChange(io, options));
  const page = (mostBytes: number) => checkAsMarkdown({ check, doubt: null, run: null, foot: '' }, mostBytes);
  const shown = options.json === true ? text.trimEnd() : page(mostSummaryBytes).trimEnd();
  io.out(options.github === true ? inertText(shown) : shown);
  if (options.out !== undefined) {
    const file = resolve(io.cwd, options.out);
    await localFileChanges.makeFolder(dirname(file));
    await localFileChanges.write(file, text);
  }
  if (options.github === true) await sayToGitHub(io, { annotations: [], summary: page });
  finish(check.answer === 'wrong' ? exitCodes.error : exitCodes.done);
}

function numberOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a number.');
}
