import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { errorModes, killModes, type Mode } from './fault.ts';

/** What `npm run faults` was asked for. */
export interface Options {
  /** Only scenarios whose name begins like this. */
  readonly scenario: string;
  /** Only the point of this number; numbers are those of the whole list of the chosen scenarios and modes. */
  readonly only: number | null;
  /** That many points by chance; null for all. */
  readonly sample: number | null;
  readonly seed: number;
  readonly modes: readonly Mode[];
  /** How many levels of a filling disk are tried for each of its stages. */
  readonly levels: number;
  /** Where everything is made; a short path, best of a file system in memory. */
  readonly folder: string | null;
  /** How many points are tried at once. */
  readonly jobs: number;
  /** Which of the points this process tries, when several share them. */
  readonly part: { readonly index: number; readonly of: number };
  /** Goes on where the last run with the same code ended. */
  readonly resume: boolean;
}

export function readOptions(args: readonly string[]): Options {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      scenario: { ...text, default: '' },
      only: text,
      sample: text,
      seed: text,
      modes: { ...text, default: 'kill,error' },
      folder: text,
      levels: { ...text, default: '32' },
      jobs: { ...text, default: String(availableParallelism()) },
      part: { ...text, default: '0/1' },
      resume: { type: 'boolean', default: false },
    },
  });
  return {
    scenario: values.scenario,
    only: values.only === undefined ? null : numberOf(values.only),
    sample: values.sample === undefined ? null : numberOf(values.sample),
    seed: values.seed === undefined ? Math.floor(Math.random() * 1e9) : numberOf(values.seed),
    modes: values.modes.split(',').flatMap(modesOf),
    folder: values.folder ?? null,
    levels: numberOf(values.levels),
    jobs: numberOf(values.jobs),
    part: partOf(values.part),
    resume: values.resume,
  };
}

function modesOf(word: string): readonly Mode[] {
  if (word === 'kill') return killModes;
  if (word === 'error') return errorModes;
  const found = [...killModes, ...errorModes].find((mode) => mode === word);
  if (found === undefined)
    throw new Error(`--modes knows kill, error, ${[...killModes, ...errorModes].join(', ')}`);
  return [found];
}

function partOf(text: string): Options['part'] {
  const [index = '', of = ''] = text.split('/');
  return { index: numberOf(index), of: numberOf(of) };
}

function numberOf(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${text} is not a number`);
  return Number(text);
}
