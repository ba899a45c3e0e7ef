import { type Instant, laterOf } from '../domain/instant.ts';
import { type ReleaseId, submissionOf } from '../domain/release.ts';
import { type Counted, counted } from './counted.ts';
import type { MetricFacts } from './facts.ts';
import { staysOf } from './stays.ts';
import { type Passage, passagesOf, type Step, stepsOf } from './steps.ts';

/** The way of one release until a moment. */
export interface ReleaseWay {
  readonly release: ReleaseId;
  readonly steps: readonly Step[];
  readonly passages: readonly Passage[];
}

/** The ways of all releases, in order of id. */
export function waysOf({ releases }: Pick<MetricFacts, 'releases'>, at: Instant): readonly ReleaseWay[] {
  const sorted = [...releases].sort((a, b) => (a.release < b.release ? -1 : 1));
  return sorted.map(({ release, visits }) => {
    const steps = stepsOf(staysOf(visits, at));
    return { release, steps, passages: passagesOf(steps) };
  });
}

/** M.REPO-1: the first arrival in Submitted. */
export function countDelivered({ release, steps }: ReleaseWay): readonly Counted[] {
  const arrival = steps.find(({ to }) => to === 'Submitted');
  if (arrival === undefined) return [];
  const entry = { at: arrival.at, release };
  const again = submissionOf(release) > 1 ? [counted(['M.REPO-1', 'resubmitted'], entry)] : [];
  return [counted(['M.REPO-1', 'delivered'], entry), ...again];
}

/**
 * M.REPO-2: the first way from verification into stage rollout, on the day of the decision, whenever the slot was
 * free. An emergency that went directly to production passed no verification and is counted apart.
 */
export function countVerified(
  { release, steps }: ReleaseWay,
  merged: MetricFacts['merged'],
): readonly Counted[] {
  const passed = steps.find(
    ({ from, to }) => to === 'StageRollout' && (from === 'InVerification' || from === 'WaitingForResponse'),
  );
  // Packages that are withdrawn and come back are in production before and after.
  const direct = steps.find(
    ({ from, to }) => to === 'Production' && from !== 'StageRollout' && from !== 'Production',
  );
  const decided = (step: Step) => ({ release, at: decisionOf(step, steps, merged) });
  return [
    ...(passed === undefined ? [] : [counted(['M.REPO-2', 'verified'], decided(passed))]),
    ...(direct === undefined ? [] : [counted(['M.REPO-2', 'direct'], decided(direct))]),
  ];
}

/** M.REPO-3: the first way from stage rollout to production; what a rollback leads to is counted apart. */
export function countAccepted({ release, steps }: ReleaseWay): readonly Counted[] {
  const accepted = steps.filter(({ from, to }) => from === 'StageRollout' && to === 'Production');
  const back = steps.filter(({ from, to }) => from === 'Production' && to === 'StageRollout');
  return [
    ...accepted.map(({ at }, index) =>
      counted(['M.REPO-3', index === 0 ? 'accepted' : 'again'], { at, release }),
    ),
    ...back.map(({ at }) => counted(['M.REPO-3', 'rolled-back'], { at, release })),
  ];
}

// When main was asked, as git says it; but not before the release arrived, and not after it was seen to.
function decisionOf(step: Step, steps: readonly Step[], merged: MetricFacts['merged']): Instant {
  const said = merged.get(step.asked.commit) ?? step.asked.at;
  const arrived = steps[0]?.at ?? said;
  return said > step.asked.at ? step.asked.at : laterOf(arrived, said);
}
