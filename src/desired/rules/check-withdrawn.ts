import { textOrNull } from '../release-of.ts';
import type { Report, RuleInput } from './rule.ts';

/** A withdrawal says when and why, is opened by policy, and belongs to a release in production (R58, C8). */
export function checkWithdrawn({ release, policy }: RuleInput, report: Report): void {
  const { withdrawn, desiredState, majorRelease } = release;
  if (withdrawn === undefined || withdrawn === null) return;
  const rule = 'withdrawn';
  if (desiredState !== 'Production') {
    const message = `withdrawn belongs to desiredState: Production, and this is ${desiredState ?? 'empty'}`;
    report(['withdrawn'], { rule, message, hint: 'remove withdrawn, or leave the release in Production' });
  }
  if (textOrNull(withdrawn.reason) === null) {
    const message = 'withdrawn has no reason';
    report(['withdrawn', 'reason'], { rule, message, hint: 'say in one sentence why it leaves production' });
  }
  if (policy?.majorReleases.get(majorRelease)?.withdrawAllowed !== false) return;
  report(['withdrawn'], {
    rule,
    message: `${majorRelease} allows no withdrawal`,
    hint: 'bring a newer release, or let an administrator set withdraw: {allowed: true} in stagepost.yaml',
  });
}
