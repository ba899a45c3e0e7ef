import { Option } from 'commander';
import { pushBranch } from '../../adapters/git/commit-on-branch.ts';
import { StagepostError } from '../../domain/failure.ts';
import { type DesirableState, desirableStates, releaseTitle, type StateName } from '../../domain/release.ts';
import { findingsAsText, findingsSummary } from '../../report/findings-as-text.ts';
import type { AddCommand, CommandContext } from '../command-context.ts';
import { type Approved, approveStep } from '../edits/approve-step.ts';
import { inEditWorld } from '../edits/open-world.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';

interface ApproveOptions {
  readonly repository: string;
  readonly base?: string;
  readonly branch?: string;
  readonly from?: StateName;
  readonly to?: DesirableState;
  readonly push?: boolean;
  readonly json?: boolean;
}

/** `stagepost approve`: sign for a step that somebody else asks for (R113). */
export const addApprove: AddCommand = (program, context) => {
  program
    .command('approve')
    .description('sign for the step that a branch asks for: a commit without changes, made with your own key')
    .argument('<release>', 'such as voms-4.2.0, umd-5/voms-4.2.0, or the path of its file')
    .option('--repository <dir>', 'a clone of the release repository', '.')
    .option(
      '--base <revision>',
      'what the branch is compared with; the newer of main and origin/main when not given',
    )
    .option('--branch <name>', 'the branch of the proposal; the one that is checked out when not given')
    .addOption(
      new Option('--from <state>', 'the state that the step leaves, when it is not as it seems').choices([
        'Submitted',
        'Deferred',
        'Failed',
        ...desirableStates,
      ]),
    )
    .addOption(new Option('--to <state>', 'the state that it asks for').choices([...desirableStates]))
    .option('--push', 'push the branch to origin')
    .option('--json', 'what was done, as JSON')
    .action((name: string, options: ApproveOptions) => approve(context, name, options));
};

async function approve({ io, finish }: CommandContext, name: string, options: ApproveOptions): Promise<void> {
  const { branch, from, to, push } = options;
  if ((from === undefined) !== (to === undefined))
    throw new StagepostError({
      code: 'bad-configuration',
      message: 'a step has two ends',
      hint: 'give both --from and --to, or neither',
      treatment: 'needs-person',
    });
  const step = from === undefined || to === undefined ? {} : { step: { from, to } };
  const wish = { name, ...(branch === undefined ? {} : { branch }), ...step };
  const made = await inEditWorld(io, options, async (world) => {
    const approved = await approveStep(world, wish);
    if (approved.ok && push === true) await pushBranch(world.dir, approved.value.branch);
    return approved;
  });
  if (made.ok) tell(io, options, made.value);
  else io.err(`${findingsAsText(made.findings)}\n${findingsSummary(made.findings)} Nothing was changed.`);
  finish(made.ok ? exitCodes.done : exitCodes.error);
}

function tell(io: Io, { json, push }: ApproveOptions, approved: Approved): void {
  const { statement, person, role, signedWith, branch, commit } = approved;
  if (json === true) {
    const pushed = push === true;
    io.out(JSON.stringify({ ...statement, person, role, signedWith, branch, commit, pushed }, null, 2));
    return;
  }
  const { release, from, to } = statement;
  const next = push === true ? 'pushed to origin' : `next: git push origin ${branch}`;
  io.out(
    [
      `${releaseTitle(release)}: ${from} -> ${to} approved by ${person} (${role}), signed with ${signedWith}`,
      `branch ${branch}: commit ${commit.slice(0, 7)}, which changes no file; an edit of ${release} drops it`,
      `${next}; stagepost explain ${release.slice(release.indexOf('/') + 1)} --if-merged ${branch} says who is missing`,
    ].join('\n'),
  );
}
