import { routeOf, textOrNull } from '../release-of.ts';
import type { Report, RuleInput } from './rule.ts';

/** An emergency goes a way that policy opens, and the direct one names who approved it and why (R20, R55). */
export function checkEmergency({ release, policy }: RuleInput, report: Report): void {
  const route = routeOf(release);
  if (!release.emergency && release.emergencyRoute !== undefined) {
    const message = `emergencyRoute is ${release.emergencyRoute}, and emergency is not true`;
    report(['emergencyRoute'], {
      rule: 'emergency',
      message,
      hint: 'set emergency: true, or remove the route',
    });
  }
  if (policy !== null && route !== 'normal' && !policy.emergencyRoutes.includes(route)) {
    const message = `the ${route} route is not open to emergency releases`;
    report([release.emergencyRoute === undefined ? 'emergency' : 'emergencyRoute'], {
      rule: 'emergency-route',
      message,
      hint: openRoutes(policy.emergencyRoutes),
    });
  }
  if (route !== 'direct') return;
  for (const field of ['emergencyApprover', 'emergencyReason'] as const) {
    if (textOrNull(release[field]) !== null) continue;
    const message = `the direct route needs ${field}, which is empty`;
    report(['emergencyRoute'], { rule: 'emergency', message, hint: `add ${field}, or take the fast route` });
  }
}

function openRoutes(routes: readonly string[]): string {
  return `stagepost.yaml opens ${routes.length === 0 ? 'none' : routes.join(', ')}`;
}
