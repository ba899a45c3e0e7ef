// Real dnf and apt read repositories again and again while a publisher switches generations as fast as it can; every
// read has to get one whole generation. `npm run soak -- --cycles 1000` goes on where an earlier run stopped; the counts are in a file.
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openWorld } from '../test/soak/open-world.ts';
import { type Counts, nothingYet, runCycles } from '../test/soak/run-cycles.ts';

const { values } = parseArgs({
  options: {
    cycles: { type: 'string', default: '1000' },
    state: { type: 'string', default: join(import.meta.dirname, '../.cache/soak.json') },
    fresh: { type: 'boolean', default: false },
  },
});
const wanted = Number(values.cycles);
if (!Number.isSafeInteger(wanted) || wanted < 1) throw new Error('--cycles takes a whole number from 1 on');

let stopped = false;
// Not `once`: a listener that is gone when it is called leaves the process to others that end it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (stopped = true));

const from = values.fresh ? nothingYet : await countsIn(values.state);
const counts = from.cycles < wanted ? await soak(from) : from;
tell(counts);
for (const failure of counts.failures) console.log(`  ${failure}`);
if (counts.cycles < wanted) console.log(`stopped; the same command goes on with cycle ${counts.cycles + 1}`);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 || counts.cycles < wanted ? 1 : 0;

async function soak(start: Counts): Promise<Counts> {
  if (start.cycles > 0) console.log(`going on after ${start.cycles} cycles`);
  const world = await openWorld({ releases: 8, keepGenerations: 5 });
  try {
    return await runCycles(world, {
      from: start,
      goOn: async (now) => {
        await keep(now, values.state);
        if (now.cycles % 10 === 0) tell(now);
        return now.cycles < wanted && !stopped;
      },
    });
  } finally {
    await world.close();
  }
}

function tell({ cycles, passed, failed, overlapped, switches, requests, refused }: Counts): void {
  console.log(
    `${cycles} cycles: ${passed} whole reads, ${failed} others; ${switches} switches, in ${overlapped} of the cycles; ${requests} requests, ${refused} without an answer`,
  );
}

async function countsIn(file: string): Promise<Counts> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Counts;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return nothingYet;
    throw error;
  }
}

async function keep(counts: Counts, file: string): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(counts, null, 2)}\n`);
  await rename(`${file}.new`, file);
}
