import { planCycle } from '../../reconcile/cycle.ts';
import type { Planned } from '../../reconcile/planned.ts';
import { findingsAsText, findingsSummary } from '../../report/findings-as-text.ts';
import { applyHint, planAsText } from '../../report/plan-as-text.ts';
import type { AddCommand, CommandContext } from '../command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type HostOptions, onHost, withHostOptions } from '../host-options.ts';
import { planFromRecord } from '../plan-from-record.ts';

interface PlanOptions extends HostOptions {
  readonly fromRecord?: boolean;
  readonly repository: string;
  readonly commit?: string;
  readonly detailedExitcode?: boolean;
}

/** `stagepost plan`: what would happen, without doing it. */
export const addPlan: AddCommand = (program, context) => {
  withHostOptions(program.command('plan'))
    .description('show what apply would do and what is held back; changes nothing')
    .option('--from-record', 'plan with git alone: the record stands for what is published')
    .option('--repository <dir>', 'with --from-record: a clone of the release repository', '.')
    .option('--commit <revision>', 'with --from-record: the commit to plan for (default HEAD)')
    .option('--detailed-exitcode', 'exit with 2 when there is something to do')
    .action(async (options: PlanOptions) => {
      const planned = options.fromRecord
        ? await planFromRecord(context.io, options)
        : await onHost(context.io, options, (host) => planCycle(host.deps));
      context.finish(show(planned, options, context));
    });
};

function show(planned: Planned, options: PlanOptions, { io }: CommandContext): ExitCode {
  if (options.json === true) io.out(JSON.stringify(jsonOf(planned), null, 2));
  if (planned.findings.length > 0) {
    io.err(findingsAsText(planned.findings));
    io.err(`${findingsSummary(planned.findings)} Nothing was changed.`);
  }
  if (planned.kind === 'refused') return exitCodes.error;
  if (options.json !== true) {
    io.out(planAsText(planned.plan));
    io.out('');
    io.out(applyHint(planned.plan));
  }
  const pending = options.detailedExitcode === true && planned.plan.actions.length > 0;
  return pending ? exitCodes.pending : exitCodes.done;
}

function jsonOf(planned: Planned): unknown {
  return planned.kind === 'planned' ? planned.plan : { refused: planned.findings };
}
