import type { PlanNote } from '../../domain/plan.ts';
import type { Policy } from '../../domain/policy.ts';
import { releaseTitle } from '../../domain/release.ts';
import { type Course, idOf } from '../course.ts';
import { earlyAdoptersGate } from './early-adopters.ts';

/**
 * Releases that go to production although nobody reported about them. Policy lets them, and people should know it
 * while they can still wait; where no team is registered, nobody expects a report.
 */
export function unheardReleases({ earlyAdopters }: Policy, courses: readonly Course[]): readonly PlanNote[] {
  if (earlyAdopters.size === 0) return [];
  return courses.flatMap((course) => {
    const { decision, desired, gates } = course;
    const asked = gates.find(({ gate }) => gate === earlyAdoptersGate.name);
    const isHeard = desired.reports.known.some(({ result }) => result !== null);
    if (decision.kind !== 'take' || asked?.verdict.kind !== 'pass' || isHeard) return [];
    const sentence = `${releaseTitle(idOf(course))} goes to production without a report: ${asked.verdict.sentence}`;
    return [{ sentence, at: decision.step.edit.at }];
  });
}
