import type { Instant } from '../../domain/instant.ts';
import type { GateVerdict } from '../../domain/verdict.ts';
import { allGates } from './all-gates.ts';
import type { DatedQuestion, Gate, GateQuestion } from './gate.ts';

/** What every gate that a step concerns says about it, in the order of the gates; none is left out for another. */
export function askGates(question: GateQuestion, gates: readonly Gate[] = allGates): readonly GateVerdict[] {
  return askThese(question, gates);
}

/** The same of some gates, which may need less than a whole question. */
export function askThese<Question extends DatedQuestion>(
  question: Question,
  gates: readonly Gate<Question>[],
): readonly GateVerdict[] {
  return gates.flatMap(({ name, judge }) => {
    const verdict = judge(question);
    return verdict === null ? [] : [{ gate: name, verdict }];
  });
}

// More rounds than freezes and windows can alternate in what a policy file may hold.
const mostRounds = 1000;

/**
 * The first moment from that of the question on at which no gate waits for a later one, whatever else stands against
 * the step. Gates that wait are asked again at the moment they name, because another may have closed until then.
 */
export function opensAt<Question extends DatedQuestion>(
  question: Question,
  gates: readonly Gate<Question>[],
): Instant | null {
  let at = question.now;
  for (let round = 0; round < mostRounds; round += 1) {
    const until = latestWait(askThese({ ...question, now: at }, gates));
    if (until === null) return at;
    at = until;
  }
  return null;
}

/** When a step opens that has to wait for a moment; null where none of its gates does, or where they never all open. */
export function earliestOpening(question: GateQuestion): Instant | null {
  const at = opensAt(question, allGates);
  return at === question.now ? null : at;
}

function latestWait(verdicts: readonly GateVerdict[]): Instant | null {
  const moments = verdicts.flatMap(({ verdict }) => (verdict.kind === 'wait-until' ? [verdict.until] : []));
  return moments.sort().at(-1) ?? null;
}
