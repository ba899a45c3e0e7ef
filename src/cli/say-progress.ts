import type { Progress } from '../ports/progress.ts';
import { silent } from '../ports/progress.ts';
import type { Io } from './io.ts';

/** Says what long work is doing, where a person is watching; quiet otherwise. */
export function sayProgress(io: Io): Progress {
  if (!io.watched && io.env.STAGEPOST_PROGRESS !== '1') return silent;
  return { step: (line) => io.err(`  ${line} …`) };
}
