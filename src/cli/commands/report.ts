import { Option } from 'commander';
import { systemClock } from '../../adapters/clock/system-clock.ts';
import { editReport, type ReportWish, reportFileOf } from '../../desired/edits/edit-report.ts';
import { StagepostError } from '../../domain/failure.ts';
import { releaseTitle } from '../../domain/release.ts';
import { good, type Result } from '../../domain/result.ts';
import type { AddCommand } from '../command-context.ts';
import { type EditWorld, fileAtBase, releaseOfMain } from '../edits/open-world.ts';
import { type Proposal, type ProposeOptions, propose, withProposeOptions } from '../edits/propose.ts';

interface ReportOptions extends ProposeOptions, Omit<ReportWish, 'release' | 'state'> {
  readonly state?: ReportWish['state'];
}

/** `stagepost report`: what a team of early adopters answers. */
export const addReport: AddCommand = (program, context) => {
  withProposeOptions(program.command('report'))
    .description("write an early adopter's answer into its own file, on a branch with one commit")
    .argument('<release>', 'such as voms-4.2.0, umd-5/voms-4.2.0, or the path of its file')
    .requiredOption('--team <key>', 'the team, as stagepost.yaml names it')
    .addOption(
      new Option('--state <state>', 'whether the team takes part; accepted when there is a result').choices([
        'invited',
        'accepted',
        'declined',
      ]),
    )
    .addOption(new Option('--result <result>', 'what it found').choices(['Success', 'Warning', 'Reject']))
    .option('--date <day>', 'the day of the report, as 2026-11-20; today when not given')
    .option('--link <url>', 'the full report')
    .option('--comments <text>', 'anything else that people should know')
    .action((name: string, options: ReportOptions) =>
      propose(context, options, (world) => proposalFor(world, name, options)),
    );
};

async function proposalFor(
  world: EditWorld,
  name: string,
  { team, state, result, date, link, comments }: ReportOptions,
): Promise<Result<Proposal>> {
  const release = releaseOfMain(name, world);
  const answer = state ?? (result === undefined ? undefined : 'accepted');
  if (answer === undefined) throw saysNothing();
  const said = Object.entries({ result, date, link, comments }).filter(([, value]) => value !== undefined);
  const wish: ReportWish = { release, team, state: answer, ...Object.fromEntries(said) };
  const file = reportFileOf(wish);
  const edited = editReport(wish, await fileAtBase(file, world), systemClock.now());
  if (!edited.ok) return edited;
  const title = `${releaseTitle(release)}: ${team} ${result === undefined ? answer : `reports ${result}`}`;
  const about = `${release.replaceAll('/', '-')}-${team}`;
  return good({ verb: 'report', about, release, file, content: edited.value, title, body: link ?? '' });
}

function saysNothing(): StagepostError {
  return new StagepostError({
    code: 'bad-configuration',
    message: 'neither --state nor --result is given',
    hint: 'say what the team answers: --state accepted, --state declined, or --result Success',
    treatment: 'needs-person',
  });
}
