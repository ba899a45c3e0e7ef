import type { AddCommand } from '../command-context.ts';
import { type ProposeOptions, withProposeOptions } from '../edits/propose.ts';
import { proposeWithdrawal } from '../edits/propose-state.ts';

interface WithdrawOptions extends ProposeOptions {
  readonly reason: string;
}

/** `stagepost withdraw`: the packages leave production, and the state stays (R58). */
export const addWithdraw: AddCommand = (program, context) => {
  withProposeOptions(program.command('withdraw'))
    .description(
      'take the packages of a release out of production: an edit of its file, on a branch with one commit',
    )
    .argument('<release>', 'such as voms-4.2.0, umd-5/voms-4.2.0, or the path of its file')
    .requiredOption('--reason <text>', 'why, in one sentence')
    .action((name: string, { reason, ...options }: WithdrawOptions) =>
      proposeWithdrawal(context, options, { name, reason }),
    );
};
