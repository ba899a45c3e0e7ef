import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBench, prepareStages, type StageName } from './bench.ts';
import type { Options } from './options.ts';
import { type Point, pointsOf } from './points.ts';
import { runDisk } from './run-disk.ts';
import { type Reference, runReference, tryPoint } from './try-point.ts';

/** Who hears how it goes. */
export interface Listener {
  readonly prepared: (stage: StageName, calls: number) => void;
  /** Whether this point need not be tried, because it passed earlier. */
  readonly isKnown: (point: Point) => boolean;
  readonly tried: (point: Point, violations: readonly string[]) => void;
}

/** Prepares every stage, and tries the points that were asked for, one after the other. */
export async function runFaults(
  options: Omit<Options, 'resume' | 'jobs'>,
  listener: Listener,
): Promise<void> {
  const before = process.env.TMPDIR;
  // What is left in the temporary folder can only be told in one of our own.
  const temporary = mkdtempSync(join(options.folder ?? tmpdir(), 'f-'));
  process.env.TMPDIR = temporary;
  const bench = await openBench();
  try {
    const references = new Map<StageName, Reference>();
    await prepareStages(bench, async (stage, snapshot) => {
      const reference = await runReference(bench, stage, snapshot);
      references.set(stage, reference);
      listener.prepared(stage, reference.calls.length);
    });
    const ended = new Set<string>();
    for (const point of pointsOf(references, options)) {
      const reference = references.get(point.scenario.stage);
      if (reference === undefined || listener.isKnown(point)) continue;
      listener.tried(point, await tryPoint(bench, reference, { fault: point.fault, ended }));
    }
    if (options.part.index === 0) await runDisk(bench, references, { options, listener });
  } finally {
    await bench.story.stop();
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(temporary, { recursive: true, force: true });
  }
}
