import type { DesirableState } from '../../domain/release.ts';
import type { AddCommand } from '../command-context.ts';
import { type ProposeOptions, withProposeOptions } from '../edits/propose.ts';
import { proposeState } from '../edits/propose-state.ts';

interface GiveUpOptions extends ProposeOptions {
  readonly reason: string;
}

/** `stagepost reject`: the release failed. */
export const addReject = givingUp(
  'reject',
  'Rejected',
  'end a release that failed verification or stage rollout',
);

/** `stagepost ignore`: the release is not for these repositories. */
export const addIgnore = givingUp(
  'ignore',
  'Ignored',
  'end a release that is not taken up, such as one without a supported platform',
);

/** `stagepost withhold`: the release is sound and stays unpublished. */
export const addWithhold = givingUp(
  'withhold',
  'NotPublished',
  'end a release that is not to be published, although nothing failed',
);

function givingUp(verb: string, to: DesirableState, says: string): AddCommand {
  return (program, context) => {
    withProposeOptions(program.command(verb))
      .description(`${says}: an edit of its file, on a branch with one commit`)
      .argument('<release>', 'such as voms-4.2.0, umd-5/voms-4.2.0, or the path of its file')
      .requiredOption('--reason <text>', 'why, in one sentence')
      .action((name: string, options: GiveUpOptions) =>
        proposeState(context, options, {
          verb,
          name,
          wishOf: () => ({ to, fields: { reason: options.reason } }),
        }),
      );
  };
}
