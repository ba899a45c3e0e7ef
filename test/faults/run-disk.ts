import type { Bench, StageName } from './bench.ts';
import { mountSmallDisk } from './full-disk.ts';
import type { Options } from './options.ts';
import type { Point } from './points.ts';
import type { Listener } from './run-faults.ts';
import { diskStages } from './scenarios.ts';
import type { Reference } from './try-point.ts';

/** Tries levels of room, evenly from none to what a run needs, for each stage that fills a disk. */
export async function runDisk(
  bench: Bench,
  references: ReadonlyMap<StageName, Reference>,
  {
    options,
    listener,
  }: { readonly options: Pick<Options, 'levels' | 'scenario'>; readonly listener: Listener },
): Promise<void> {
  if (!'full disk'.startsWith(options.scenario) || options.levels === 0) return;
  if (process.getuid?.() !== 0) {
    process.stdout.write('full disk: not tried, because only root may mount one\n');
    return;
  }
  const disk = mountSmallDisk(bench);
  try {
    for (const stage of diskStages) {
      const reference = references.get(stage);
      if (reference === undefined) throw new Error(`no stage ${stage}`);
      const need = await disk.need(reference);
      for (let level = 0; level < options.levels; level += 1) {
        const free = Math.floor((need * level) / options.levels);
        const point = pointOf(stage, level, free);
        if (!listener.isKnown(point)) listener.tried(point, await disk.tryLevel(reference, free));
      }
    }
  } finally {
    disk.unmount();
  }
}

function pointOf(stage: StageName, level: number, free: number): Point {
  const scenario = { name: 'full disk', stage, holds: () => true };
  return {
    number: level + 1,
    scenario,
    fault: { call: `${stage}, level ${level}, ${Math.floor(free / 1024)} KiB free`, mode: 'ENOSPC' },
  };
}
