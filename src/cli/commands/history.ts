import { type ReleaseId, releaseIdOfFile } from '../../domain/release.ts';
import { historyAsText } from '../../report/history-as-text.ts';
import { historyView } from '../../report/history-view.ts';
import type { AddCommand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { releaseKnown } from '../find-release.ts';
import { type GitFacts, type GitOptions, onGit, withGitOptions } from '../on-git.ts';
import { readHistoryFacts } from '../read-history-facts.ts';

/** `stagepost history`: what was asked of one release and what became of it; from git alone. */
export const addHistory: AddCommand = (program, { io, finish }) => {
  withGitOptions(program.command('history'))
    .description('tell what people asked of a release, what was done, and how long each state took')
    .argument('<release>', 'such as voms-4.2.0, or umd-5/voms-4.2.0 where several majors have one')
    .option('--json', 'everything that the text says, as JSON')
    .action(async (name: string, options: GitOptions & { readonly json?: boolean }) => {
      const view = await onGit(io, options, async (git) => historyView(await factsOf(name, git), git.at));
      io.out(
        options.json === true ? JSON.stringify({ schemaVersion: 1, ...view }, null, 2) : historyAsText(view),
      );
      finish(exitCodes.done);
    });
};

function factsOf(name: string, git: GitFacts) {
  const { commits, record } = git;
  return readHistoryFacts(releaseKnown(name, [...record.releases.keys(), ...writtenIn(commits)]), git);
}

function writtenIn(commits: GitFacts['commits']): readonly ReleaseId[] {
  return commits.flatMap(({ changed }) => changed.flatMap(({ path }) => releaseIdOfFile(path) ?? []));
}
