import { Option } from 'commander';
import type { HeldBack } from '../../domain/plan.ts';
import type { Planned } from '../../reconcile/planned.ts';
import { findingsAsText, findingsSummary } from '../../report/findings-as-text.ts';
import { findingAnnotations, heldAnnotations, inertText } from '../../report/github-annotations.ts';
import { noRoles } from '../../report/no-roles.ts';
import { planAsMarkdown } from '../../report/plan-as-markdown.ts';
import { applyHint, planAsText, refusalAsText } from '../../report/plan-as-text.ts';
import type { AddCommand } from '../command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { withHostOptions } from '../host-options.ts';
import type { Io } from '../io.ts';
import { planAgainst, planHere, type RecordOptions, withRecordOptions } from '../plan-from-record.ts';
import { sayToGitHub } from '../say-to-github.ts';

interface PlanOptions extends RecordOptions {
  readonly base?: string;
  readonly detailedExitcode?: boolean;
  readonly github?: boolean;
}

/** `stagepost plan`: what would happen, without doing it. */
export const addPlan: AddCommand = (program, context) => {
  withRecordOptions(withHostOptions(program.command('plan')))
    .description('show what apply would do and what is held back; changes nothing')
    .addOption(
      new Option(
        '--base <revision>',
        'with --from-record: exit with 1 when something is refused that this revision does not ask for',
      ).implies({ fromRecord: true }),
    )
    .option('--detailed-exitcode', 'exit with 2 when there is something to do')
    .addOption(
      new Option('--github', 'in a workflow: annotations, and the plan as job summary').conflicts('json'),
    )
    .action(async (options: PlanOptions) => {
      const { planned, refused } = await planAsked(options, context.io);
      show(planned, options, context.io);
      for (const held of refused) context.io.err(inert(options)(refusalAsText(held)));
      if (options.github === true) await sayToGitHub(context.io, forGitHub(planned, options, refused));
      context.finish(codeOf(planned, options, refused));
    });
};

type Refused = readonly HeldBack[];

async function planAsked(options: PlanOptions, io: Io): Promise<{ planned: Planned; refused: Refused }> {
  if (options.base !== undefined) return planAgainst(io, options, options.base);
  return { planned: await planHere(io, options), refused: [] };
}

function show(planned: Planned, options: PlanOptions, io: Io): void {
  if (options.json === true) io.out(JSON.stringify(jsonOf(planned), null, 2));
  const shown = inert(options);
  if (planned.findings.length > 0) {
    io.err(shown(findingsAsText(planned.findings)));
    io.err(`${findingsSummary(planned.findings)} Nothing was changed.`);
  }
  if (planned.kind === 'refused' || options.json === true) return;
  if (planned.desired.policy.approvals.roles.size === 0) io.err(`note: ${noRoles}`);
  io.out(shown(planAsText(planned.plan)));
  io.out('');
  io.out(applyHint(planned.plan));
}

function inert({ github }: PlanOptions): (text: string) => string {
  return github === true ? inertText : (text) => text;
}

function codeOf(planned: Planned, options: PlanOptions, refused: Refused): ExitCode {
  if (planned.kind === 'refused' || refused.length > 0) return exitCodes.error;
  const pending = options.detailedExitcode === true && planned.plan.actions.length > 0;
  return pending ? exitCodes.pending : exitCodes.done;
}

function jsonOf(planned: Planned): unknown {
  return planned.kind === 'planned' ? planned.plan : { refused: planned.findings };
}

function forGitHub(
  planned: Planned,
  { base }: PlanOptions,
  refused: Refused,
): Parameters<typeof sayToGitHub>[1] {
  const { findings } = planned;
  const [plan, actual] = planned.kind === 'planned' ? [planned.plan, planned.actual] : [null, null];
  const held = plan === null ? [] : heldAnnotations(plan, base === undefined ? null : refused);
  return {
    annotations: [...findingAnnotations(findings), ...held],
    summary: (mostBytes) => planAsMarkdown({ findings, plan, actual }, mostBytes),
  };
}
