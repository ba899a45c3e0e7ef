import { type Cycle, planCycle, runCycle } from '../../reconcile/cycle.ts';
import type { CycleDeps } from '../../reconcile/cycle-deps.ts';
import { succeeded } from '../../reconcile/succeeded.ts';
import { type CycleListener, reconcileUntilQuiet } from '../../reconcile/until-quiet.ts';
import type { AddCommand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { type HostOptions, onHost, withHostOptions } from '../host-options.ts';
import type { Io } from '../io.ts';
import { stopOnSignal } from '../stop-on-signal.ts';
import { tellCycles } from '../tell-cycles.ts';

interface RebuildOptions extends HostOptions {
  readonly dryRun?: boolean;
}

/** `stagepost rebuild`: make everything that is published again from git and the pool. */
export const addRebuild: AddCommand = (program, { io, finish }) => {
  withHostOptions(program.command('rebuild'))
    .description('make every published repository again from the record and the pool, byte for byte')
    .option('--dry-run', 'only say what would be made again')
    .action(async (options: RebuildOptions) => {
      const dry = options.dryRun === true;
      using stopping = stopOnSignal(io);
      const { stop } = stopping;
      const good = await onHost(io, { ...options, exclusive: !dry, stop }, ({ deps }) =>
        dry ? showPlan(io, options, deps) : rebuild(io, options, deps),
      );
      finish(good ? exitCodes.done : exitCodes.error);
    });
};

async function showPlan(io: Io, { json }: RebuildOptions, deps: CycleDeps): Promise<boolean> {
  const planned = await planCycle({ ...deps, rebuild: true });
  if (json === true) io.out(JSON.stringify(planned.kind === 'planned' ? planned.plan : planned, null, 2));
  else tellCycles(io, { json: false }).planned(planned);
  return planned.kind === 'planned';
}

async function rebuild(io: Io, { json }: RebuildOptions, deps: CycleDeps): Promise<boolean> {
  const heard = tellCycles(io, { json: json === true });
  const first = await makeAgain(deps, heard);
  // What git asks for beyond that comes as with `stagepost apply`.
  const cycles = first.kind === 'refused' ? [first] : [first, ...(await reconcileUntilQuiet(deps, heard))];
  const restored = restoredIn(first);
  if (json === true) io.out(JSON.stringify(restored, null, 2));
  else if (first.kind === 'done')
    io.out(
      `\nMade again, with the bytes that the record tells: ${restored.made} of ${restored.planned} repositories`,
    );
  return deps.stop?.aborted !== true && cycles.every(succeeded);
}

async function makeAgain(deps: CycleDeps, heard: CycleListener): Promise<Cycle> {
  const cycle = await runCycle({ ...deps, rebuild: true }, (planned) => heard.planned(planned));
  heard.ended(cycle);
  return cycle;
}

function restoredIn(cycle: Cycle): { readonly planned: number; readonly made: number } {
  if (cycle.kind === 'refused') return { planned: 0, made: 0 };
  const { plan, results } = cycle.outcome;
  const restorations = plan.actions.filter((action) => action.kind === 'restore-generation');
  const done = new Set(results.filter(({ kind }) => kind === 'done').map(({ action }) => action));
  return { planned: restorations.length, made: restorations.filter(({ id }) => done.has(id)).length };
}
