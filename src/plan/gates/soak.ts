import { plusSeconds } from '../../domain/instant.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { DatedQuestion, Gate } from './gate.ts';

/** The time that a release stays in stage rollout before production, counted from its recorded entry. */
export const soakGate: Gate<DatedQuestion> = { name: 'soak', judge };

function judge(question: DatedQuestion): Verdict | null {
  const { from, step, record, desired, now } = question;
  const leaves = from.state === 'Failed' ? from.from : from.state;
  if (step.transition.to !== 'Production' || leaves !== 'StageRollout') return null;
  const days = daysFor(question);
  if (days === 0) return { kind: 'pass', sentence: 'it need not stay in stage rollout for any time' };
  const visits = record.releases.get(desired.release.id)?.visits ?? [];
  const entered = visits.findLast(({ state }) => state === 'StageRollout')?.entered;
  if (entered === undefined)
    return { kind: 'cannot-tell', sentence: 'the record does not say when it entered stage rollout' };
  const over = plusSeconds(entered, days * 86_400);
  const time = days === 1 ? '1 day' : `${days} days`;
  return over > now
    ? { kind: 'wait-until', sentence: `it stays in stage rollout for ${time}, which are over`, until: over }
    : { kind: 'pass', sentence: `it has been in stage rollout for ${time} or more` };
}

function daysFor({ policy, desired, step }: DatedQuestion): number {
  const { minDays, emergencyMinDays, exceptions } = policy.gates.soak;
  if (step.edit.route !== 'normal') return emergencyMinDays;
  const { majorRelease, type } = desired.release.content;
  const exception = exceptions.find(
    (each) => [null, majorRelease].includes(each.majorRelease) && [null, type].includes(each.type),
  );
  return exception?.minDays ?? minDays;
}
