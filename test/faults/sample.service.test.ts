import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { errorModes, killModes, type Mode } from './fault.ts';
import { runFaults } from './run-faults.ts';
import { diskStages } from './scenarios.ts';

// All points take hours: `npm run faults` tries them. Here are some, others in every run.
const seed = Math.floor(Math.random() * 1_000_000);
const memory = '/dev/shm';
const minutes = 600_000;

async function sampleOf(modes: readonly Mode[], sample: number) {
  process.stdout.write(`faults at ${sample} random points with --seed ${seed}\n`);
  const violations: string[] = [];
  let tried = 0;
  const folder = existsSync(memory) ? memory : null;
  await runFaults(
    { scenario: '', only: null, sample, seed, modes, folder, levels: 1, part: { index: 0, of: 1 } },
    {
      prepared: () => undefined,
      isKnown: () => false,
      tried: ({ number, fault }, found) => {
        tried += 1;
        violations.push(...found.map((line) => `--only ${number} (${fault.mode} ${fault.call}): ${line}`));
      },
    },
  );
  return { tried, violations };
}

describe('at calls chosen by chance among all of all scenarios', () => {
  test(
    'A run that is killed, fails, or finds no room leaves one whole signed generation, and the next ends as if nothing had happened.',
    async () => {
      const { tried, violations } = await sampleOf([...killModes, ...errorModes], 12);
      expect(violations).toEqual([]);
      expect(tried).toBe(process.getuid?.() === 0 ? 12 + diskStages.length : 12);
    },
    minutes,
  );
});
