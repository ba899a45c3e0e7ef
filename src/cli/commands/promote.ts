import { Option } from 'commander';
import type { ReleaseWish } from '../../desired/edits/edit-release.ts';
import { nextOnTheWay } from '../../desired/edits/expected-state.ts';
import { StagepostError } from '../../domain/failure.ts';
import type { ObservedState } from '../../domain/lifecycle.ts';
import type { DesirableState } from '../../domain/release.ts';
import type { AddCommand } from '../command-context.ts';
import { type ProposeOptions, withProposeOptions } from '../edits/propose.ts';
import { proposeState } from '../edits/propose-state.ts';

interface PromoteOptions extends ProposeOptions {
  readonly to?: DesirableState;
  readonly report?: string;
  readonly outcome?: string;
  readonly reason?: string;
}

const states = ['InVerification', 'WaitingForResponse', 'StageRollout', 'Production'];

/** `stagepost promote`: ask for the next state of a release. */
export const addPromote: AddCommand = (program, context) => {
  withProposeOptions(program.command('promote'))
    .description('ask for the next state of a release: an edit of its file, on a branch with one commit')
    .argument('<release>', 'such as voms-4.2.0, umd-5/voms-4.2.0, or the path of its file')
    .addOption(new Option('--to <state>', 'another state than the next one').choices(states))
    .option('--report <url>', 'the report of the verification, or to Production that of the stage rollout')
    .addOption(new Option('--outcome <outcome>', 'how stage rollout ended').choices(['Success', 'Warning']))
    .option('--reason <text>', 'what the provider is asked, or why a release with a warning goes on')
    .action((name: string, options: PromoteOptions) =>
      proposeState(context, options, {
        verb: 'promote',
        name,
        wishOf: (observed) => wishOf(observed, options),
      }),
    );
};

const reportFields: { readonly [state in DesirableState]?: 'verificationReport' | 'stageRolloutReport' } = {
  StageRollout: 'verificationReport',
  Production: 'stageRolloutReport',
};

function wishOf(observed: ObservedState, options: PromoteOptions): ReleaseWish {
  const { to: wanted, report, outcome, reason } = options;
  if (observed.state === 'Production')
    throw unusable(
      'the release is in production',
      'stagepost rollback takes it back, where policy allows it',
    );
  const to = wanted ?? nextOnTheWay(observed);
  if (to === undefined)
    throw unusable(`nothing follows ${observed.state}`, 'stagepost explain says what is possible');
  const field = reportFields[to];
  if (report !== undefined && field === undefined)
    throw unusable(`${to} comes with no report`, 'leave --report out');
  if (outcome !== undefined && to !== 'Production')
    throw unusable(`only Production comes with an outcome, and this asks for ${to}`, 'leave --outcome out');
  return {
    to,
    fields: {
      ...(reason === undefined ? {} : { reason }),
      ...(outcome === undefined ? {} : { outcome }),
      ...(report === undefined || field === undefined ? {} : { [field]: report }),
    },
  };
}

function unusable(message: string, hint: string): StagepostError {
  return new StagepostError({ code: 'bad-configuration', message, hint, treatment: 'needs-person' });
}
