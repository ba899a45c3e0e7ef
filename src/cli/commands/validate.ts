import { resolve } from 'node:path';
import { Option } from 'commander';
import { openWorkingClone } from '../../adapters/git/open-working-clone.ts';
import { readPolicy } from '../../config/read-policy.ts';
import { checkTree } from '../../desired/check-tree.ts';
import type { Finding } from '../../domain/finding.ts';
import { checkAsMarkdown } from '../../report/findings-as-markdown.ts';
import { findingsAsText, findingsSummary } from '../../report/findings-as-text.ts';
import { findingAnnotations, inertText } from '../../report/github-annotations.ts';
import { counted } from '../../report/names.ts';
import type { AddCommand, CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { sayToGitHub } from '../say-to-github.ts';

interface ValidateOptions {
  readonly repository: string;
  readonly commit?: string;
  readonly json?: boolean;
  readonly github?: boolean;
}

/** `stagepost validate`: is what was written right? */
export const addValidate: AddCommand = (program, context) => {
  program
    .command('validate')
    .description('check every file of a release repository, uncommitted edits included; needs no host')
    .option('--repository <dir>', 'a clone of the release repository', '.')
    .option('--commit <revision>', 'check a commit instead of the working files')
    .option('--json', 'the findings as JSON')
    .addOption(
      new Option('--github', 'in a workflow: annotations, and the findings as job summary').conflicts('json'),
    )
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
    const checked = { releases: releases.length, findings };
    show(checked, options, io);
    if (options.github === true)
      await sayToGitHub(io, {
        annotations: findingAnnotations(findings),
        summary: (mostBytes) => checkAsMarkdown(checked, mostBytes),
      });
    finish(findings.length === 0 ? exitCodes.done : exitCodes.error);
  } finally {
    await clone.close();
  }
}

interface Checked {
  readonly releases: number;
  readonly findings: readonly Finding[];
}

function show({ releases, findings }: Checked, options: ValidateOptions, io: Io): void {
  if (options.json === true) io.out(JSON.stringify(findings, null, 2));
  else if (findings.length === 0) io.out(`${counted(releases, 'release')} checked, no problem found.`);
  else {
    const text = findingsAsText(findings);
    const shown = options.github === true ? inertText(text) : text;
    io.err(`${shown}\n${findingsSummary(findings)} Nothing was changed.`);
  }
}
