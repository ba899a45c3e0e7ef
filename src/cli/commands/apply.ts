import { StagepostError } from '../../domain/failure.ts';
import { type Cycle, runCycle } from '../../reconcile/cycle.ts';
import type { CycleDeps } from '../../reconcile/cycle-deps.ts';
import { succeeded } from '../../reconcile/succeeded.ts';
import { type CycleListener, reconcileUntilQuiet } from '../../reconcile/until-quiet.ts';
import type { AddCommand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { type HostOptions, onHost, withHostOptions } from '../host-options.ts';
import { stopOnSignal } from '../stop-on-signal.ts';
import { tellCycles } from '../tell-cycles.ts';

interface ApplyOptions extends HostOptions {
  readonly plan?: string;
}

/** `stagepost apply`: make the repositories as git asks. */
export const addApply: AddCommand = (program, { io, finish }) => {
  withHostOptions(program.command('apply'))
    .description('make the repositories as git asks: plan, carry out, record, until nothing is left to do')
    .option('--plan <digest>', 'carry out exactly this plan, once, and refuse any other')
    .action(async (options: ApplyOptions) => {
      const heard = tellCycles(io, { json: options.json === true });
      using stopping = stopOnSignal(io);
      const { stop } = stopping;
      const cycles = await onHost(io, { ...options, exclusive: true, stop }, ({ deps }) =>
        options.plan === undefined
          ? reconcileUntilQuiet(deps, heard)
          : applyExactly(deps, options.plan, heard),
      );
      if (options.json === true) io.out(JSON.stringify(cycles.map(jsonOf), null, 2));
      if (stop.aborted)
        io.err('ended, as was asked, before everything was done; the next run goes on from here');
      finish(!stop.aborted && cycles.every(succeeded) ? exitCodes.done : exitCodes.error);
    });
};

async function applyExactly(
  deps: CycleDeps,
  digest: string,
  heard: CycleListener,
): Promise<readonly Cycle[]> {
  // One cycle is all there will be, so it waits for its fetches.
  const patient = { ...deps, patienceMs: Number.POSITIVE_INFINITY };
  const cycle = await runCycle(patient, (planned) => {
    if (planned.kind === 'planned' && planned.plan.digest !== digest) throw otherPlan(planned.plan.digest);
    heard.planned(planned);
  });
  heard.ended(cycle);
  return [cycle];
}

function otherPlan(digest: string): StagepostError {
  return new StagepostError({
    code: 'plan-changed',
    message: `git or the repositories have changed: the plan is now ${digest}; nothing was changed`,
    hint: 'look at `stagepost plan` again and apply the digest that it shows',
    treatment: 'needs-person',
  });
}

function jsonOf(cycle: Cycle): unknown {
  if (cycle.kind === 'refused') return { refused: cycle.findings };
  const { plan, startedAt, finishedAt, results } = cycle.outcome;
  const told = results.map((result) =>
    result.kind === 'done' ? { kind: 'done', action: result.action } : result,
  );
  return { plan, startedAt, finishedAt, results: told, record: cycle.record.parent };
}
