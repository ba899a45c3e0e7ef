import { StagepostError } from '../../domain/failure.ts';
import type { AddCommand } from '../command-context.ts';
import { type ProposeOptions, withProposeOptions } from '../edits/propose.ts';
import { proposeState } from '../edits/propose-state.ts';

interface RollbackOptions extends ProposeOptions {
  readonly reason: string;
}

/** `stagepost rollback`: take the newest promotion back to stage rollout (R58). */
export const addRollback: AddCommand = (program, context) => {
  withProposeOptions(program.command('rollback'))
    .description(
      'take the newest promotion back to stage rollout: an edit of its file, on a branch with one commit',
    )
    .argument('<release>', 'such as voms-4.2.0, umd-5/voms-4.2.0, or the path of its file')
    .requiredOption('--reason <text>', 'why, in one sentence')
    .action((name: string, { reason, ...options }: RollbackOptions) =>
      proposeState(context, options, {
        verb: 'rollback',
        name,
        wishOf: ({ state }) => {
          if (state === 'Production') return { to: 'StageRollout', fields: { reason } };
          throw notThere(state);
        },
      }),
    );
};

function notThere(state: string): StagepostError {
  return new StagepostError({
    code: 'bad-configuration',
    message: `only a release in production is rolled back, and this one is ${state}`,
    hint: 'stagepost explain says what can follow',
    treatment: 'needs-person',
  });
}
