import { occupiesSlot } from '../../domain/lifecycle.ts';
import { slotKeyOf } from '../../domain/major-release.ts';
import type { Policy } from '../../domain/policy.ts';
import { majorOf, productOf, type ReleaseId } from '../../domain/release.ts';
import { inRecord, releaseFile } from '../finding.ts';
import { newVisits, type StepCheck } from '../step.ts';

/** Whoever entered stage rollout had the slot alone (R46). */
export const checkSlots: StepCheck = (step, { main }) => {
  const { commit, releases } = step.after.record;
  const policy = commit === null ? null : (main.policies.get(commit) ?? null);
  if (policy === null) return [];
  return newVisits(step)
    .filter(({ to }) => to.state === 'StageRollout')
    .flatMap(({ release }) => {
      const slot = slotOf(policy, release);
      const others = [...releases.values()].filter(
        (each) =>
          each.release !== release && occupiesSlot(each.observed) && slotOf(policy, each.release) === slot,
      );
      return others.map((other) =>
        inRecord(
          step.after,
          { rule: 'slot', file: releaseFile(release) },
          { message: `it entered the slot ${slot} beside another`, expected: release, found: other.release },
        ),
      );
    });
};

function slotOf(policy: Policy, release: ReleaseId): string {
  const major = policy.majorReleases.get(majorOf(release));
  return major === undefined ? release : slotKeyOf(major, productOf(release));
}
