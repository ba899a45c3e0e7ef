import type { ActualState } from '../../domain/actual-state.ts';
import { planCycle } from '../../reconcile/cycle.ts';
import { findingsAsText } from '../../report/findings-as-text.ts';
import { counted } from '../../report/names.ts';
import type { AddCommand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { type HostOptions, onHost, withHostOptions } from '../host-options.ts';

/** What a scrub found, by what it is about. */
interface Found {
  readonly subject: string;
  readonly damage: readonly string[];
}

/** `stagepost scrub`: read every byte again, and say what is not as it was. */
export const addScrub: AddCommand = (program, { io, finish }) => {
  withHostOptions(program.command('scrub'))
    .description('read every published byte and the whole pool again, and say what is not as it was')
    .action(async (options: HostOptions) => {
      const planned = await onHost(io, options, ({ deps }) => planCycle({ ...deps, scrub: true }));
      if (planned.kind === 'refused') {
        io.err(findingsAsText(planned.findings));
        return finish(exitCodes.error);
      }
      const found = foundIn(planned.actual);
      if (options.json === true) io.out(JSON.stringify(found, null, 2));
      else io.out(asText(found, planned.actual));
      finish(found.length === 0 ? exitCodes.done : exitCodes.error);
    });
};

function foundIn({ repositories, poolDamage }: ActualState): readonly Found[] {
  const trees = [...repositories].map(([subject, seen]): Found => {
    if (seen.kind === 'unknown') return { subject, damage: [seen.reason] };
    return { subject, damage: seen.value.state === 'absent' ? [] : seen.value.damage };
  });
  const pool = [...poolDamage].map(([release, damage]) => ({ subject: `pool: ${release}`, damage }));
  return [...trees, ...pool].filter(({ damage }) => damage.length > 0);
}

function asText(found: readonly Found[], { repositories, pool }: ActualState): string {
  const lines = found.flatMap(({ subject, damage }) => [subject, ...damage.map((each) => `    ${each}`)]);
  const read = `${counted(repositories.size, 'repository', 'repositories')} and ${counted(pool.size, 'release')} were read`;
  const end =
    found.length === 0
      ? 'everything is as it was'
      : `${counted(found.length, 'problem')}; stagepost plan says what follows`;
  return [...lines, `${read}: ${end}`].join('\n');
}
