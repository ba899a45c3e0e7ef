import { collect, planToCollect } from '../../reconcile/collect.ts';
import type { CycleDeps } from '../../reconcile/cycle-deps.ts';
import { collectionAsText } from '../../report/collection-as-text.ts';
import { findingsAsText } from '../../report/findings-as-text.ts';
import type { AddCommand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { type HostOptions, onHost, withHostOptions } from '../host-options.ts';
import type { Io } from '../io.ts';
import { stopOnSignal } from '../stop-on-signal.ts';
import { tellCollection } from '../tell-collection.ts';

interface GcOptions extends HostOptions {
  readonly dryRun?: boolean;
}

/** `stagepost gc`: remove packages from the pool that nobody needs any more. */
export const addGc: AddCommand = (program, { io, finish }) => {
  withHostOptions(program.command('gc'))
    .description('remove releases from the pool that ended and whose retention is over')
    .option('--dry-run', 'only say what would be removed, and why the others stay')
    .action(async (options: GcOptions) => {
      using stopping = stopOnSignal(io);
      const { stop } = stopping;
      const exclusive = options.dryRun !== true;
      const good = await onHost(io, { ...options, exclusive, stop }, ({ deps }) => gc(io, options, deps));
      finish(good && !stop.aborted ? exitCodes.done : exitCodes.error);
    });
};

async function gc(io: Io, { json, dryRun = false }: GcOptions, deps: CycleDeps): Promise<boolean> {
  const planned = await planToCollect(deps);
  if (planned.kind === 'refused') {
    io.err(findingsAsText(planned.findings));
    return false;
  }
  const { collection } = planned;
  if (json !== true) io.out(collectionAsText(collection));
  const collected = dryRun ? { removed: [], problems: [] } : await collect(deps, collection);
  if (json === true) io.out(JSON.stringify({ ...collection, dryRun, ...collected }, null, 2));
  else if (!dryRun) tellCollection(io, collected);
  return collected.problems.length === 0;
}
