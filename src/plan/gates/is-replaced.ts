import type { Edit } from '../../domain/desired-state.ts';
import { allGates } from './all-gates.ts';
import { askGates, opensAt } from './ask-gates.ts';
import type { GateQuestion } from './gate.ts';

/**
 * Whether a wish was replaced while its step had to wait, so that the later one counts. Whether time had opened the
 * gates before the later wish came is asked of the dates in git and of what is recorded, and not of the clock: a
 * reconciler that slept through both ends where one that was awake would. Whatever else holds the step holds it now.
 */
export function isReplaced(question: GateQuestion, later: Edit): boolean {
  const asked = question.step.edit.committedAt;
  const opened = opensAt({ ...question, now: asked }, allGates);
  if (opened !== asked && (opened === null || opened >= later.committedAt)) return true;
  // Who signed after the later wish came, signed too late for this one.
  const then = { ...question, before: later.position };
  return askGates(then).some(({ verdict }) => verdict.kind !== 'pass' && verdict.kind !== 'wait-until');
}
