import type { Report, RuleInput } from './rule.ts';

/** A release that fixes a vulnerability links the advisory (R2). */
export function checkAdvisory({ release }: RuleInput, report: Report): void {
  if (!release.security || release.links.advisories.length > 0) return;
  report(['security'], {
    rule: 'missing-advisory',
    message: 'security is true, and links.advisories is empty',
    hint: 'link the advisory, or set security to false',
  });
}
