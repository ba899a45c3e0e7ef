import { resolve } from 'node:path';
import { openWorkingClone } from '../../adapters/git/open-working-clone.ts';
import { readPolicy } from '../../config/read-policy.ts';
import { checkTree } from '../../desired/check-tree.ts';
import { findingsAsText, findingsSummary } from '../../report/findings-as-text.ts';
import { counted } from '../../report/names.ts';
import type { AddCommand, CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';

interface ValidateOptions {
  readonly repository: string;
  readonly commit?: string;
  readonly json?: boolean;
}

/** `stagepost validate`: is what was written right? */
export const addValidate: AddCommand = (program, context) => {
  program
    .command('validate')
    .description('check every file of a release repository, uncommitted edits included; needs no host')
    .option('--repository <dir>', 'a clone of the release repository', '.')
    .option('--commit <revision>', 'check a commit instead of the working files')
    .option('--json', 'the findings as JSON')
    .action((options: ValidateOptions) => validate(options, context));
};

async function validate(options: ValidateOptions, { io, finish }: CommandContext): Promise<void> {
  const clone = await openWorkingClone({
    dir: resolve(io.cwd, options.repository),
    recordBranch: 'stagepost-record',
    ...(options.commit === undefined ? {} : { revision: options.commit }),
  });
  try {
    const tree =
      options.commit === undefined ? await clone.treeOfWorkingFiles() : (await clone.history.head()).commit;
    const { releases, findings } = await checkTree({ history: clone.history, readPolicy }, tree);
    if (options.json === true) io.out(JSON.stringify(findings, null, 2));
    else if (findings.length === 0)
      io.out(`${counted(releases.length, 'release')} checked, no problem found.`);
    else io.err(`${findingsAsText(findings)}\n${findingsSummary(findings)} Nothing was changed.`);
    finish(findings.length === 0 ? exitCodes.done : exitCodes.error);
  } finally {
    await clone.close();
  }
}
