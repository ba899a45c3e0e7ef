import type { Options } from './options.ts';
import type { Told } from './part.ts';

/** Tells how it goes, and counts. */
export interface Report {
  readonly heard: (told: Told) => void;
  /** Something that makes the whole run worth nothing. */
  readonly broke: (why: string) => void;
  /** Says the counts, and answers with the exit code. */
  readonly end: () => number;
}

const saidEvery = 200;

export function makeReport({ seed, sample }: Pick<Options, 'seed' | 'sample'>): Report {
  const counts = new Map<string, { points: number; violations: number }>();
  const started = Date.now();
  let points = 0;
  let broken = 0;
  if (sample !== null) say(`a sample of ${sample} points with --seed ${seed}`);

  function count(scenario: string, isViolated: boolean): void {
    const before = counts.get(scenario) ?? { points: 0, violations: 0 };
    const violations = before.violations + (isViolated ? 1 : 0);
    counts.set(scenario, { points: before.points + 1, violations });
    points += 1;
    if (points % saidEvery === 0) say(`${points} points after ${secondsSince(started)} s`);
  }

  return {
    heard: (told) => {
      if (told.kind === 'prepared') return say(`${told.stage}: ${told.calls} calls`);
      count(told.scenario, told.violations.length > 0);
      if (told.violations.length > 0) say([`${told.number} ${told.name}`, ...told.violations].join('\n  - '));
    },
    broke: (why) => {
      broken += 1;
      say(why);
    },
    end: () => {
      let failed = broken;
      for (const [name, { points: tried, violations }] of counts) {
        say(`${name}: ${tried} points, ${violations} violations`);
        failed += violations;
      }
      say(`${secondsSince(started)} s`);
      say(`${points + broken - failed} passed, ${failed} failed`);
      return failed > 0 || points === 0 ? 1 : 0;
    },
  };
}

function secondsSince(start: number): number {
  return Math.round((Date.now() - start) / 1000);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
