import { collect, planToCollect } from '../../reconcile/collect.ts';
import { collectionAsText } from '../../report/collection-as-text.ts';
import { findingsAsText } from '../../report/findings-as-text.ts';
import type { AddCommand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { type HostOptions, onHost, withHostOptions } from '../host-options.ts';
import { removedAsText, sayProblems } from '../tell-collection.ts';

interface GcOptions extends HostOptions {
  readonly dryRun?: boolean;
}

/** `stagepost gc`: remove packages from the pool that nobody needs any more. */
export const addGc: AddCommand = (program, { io, finish }) => {
  withHostOptions(program.command('gc'))
    .description('remove releases from the pool that ended and whose retention is over')
    .option('--dry-run', 'only say what would be removed, and why the others stay')
    .action(async (options: GcOptions) => {
      const dry = options.dryRun === true;
      const good = await onHost(io, { ...options, exclusive: !dry }, async ({ deps }) => {
        const planned = await planToCollect(deps);
        if (planned.kind === 'refused') {
          io.err(findingsAsText(planned.findings));
          return false;
        }
        const { collection } = planned;
        if (options.json !== true) io.out(collectionAsText(collection));
        const problems = dry ? [] : await collect(deps, collection);
        if (options.json === true) io.out(JSON.stringify({ ...collection, dryRun: dry, problems }, null, 2));
        else if (!dry) io.out(`\n${removedAsText(collection.removals, problems)}`);
        sayProblems(io, problems);
        return problems.length === 0;
      });
      finish(good ? exitCodes.done : exitCodes.error);
    });
};
