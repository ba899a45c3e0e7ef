import { type Instant, msOf } from '../domain/instant.ts';
import type { Cycle } from './cycle.ts';

const spread = 0.2;

/** A rest, and whether it ends because something is due. */
export interface Pause {
  readonly milliseconds: number;
  readonly isDue: boolean;
}

/**
 * How long the loop may rest: until the next poll, give or take a fifth so that many hosts do not ask at once, but not
 * longer than until the first moment at which a verdict changes by itself or a mail is due. `chance` is a number from 0 up to 1.
 */
export function pauseAfter(
  cycles: readonly Cycle[],
  {
    now,
    pollSeconds,
    chance,
  }: { readonly now: Instant; readonly pollSeconds: number; readonly chance: number },
): Pause {
  const poll = pollSeconds * 1000 * (1 - spread + 2 * spread * chance);
  const waits = dueTimes(cycles).map((due) => Math.max(1000, msOf(due) - msOf(now)));
  const first = Math.min(...waits);
  return { milliseconds: Math.round(Math.min(poll, first)), isDue: first < poll };
}

function dueTimes(cycles: readonly Cycle[]): readonly Instant[] {
  const last = cycles.at(-1);
  if (last === undefined || last.kind === 'refused') return [];
  const held = last.planned.plan.heldBack.flatMap(({ gates, earliest }) => [
    ...gates.flatMap(({ verdict }) => (verdict.kind === 'wait-until' ? [verdict.until] : [])),
    ...(earliest === null ? [] : [earliest]),
  ]);
  return last.mailDue === null ? held : [...held, last.mailDue];
}
