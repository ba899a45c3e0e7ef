import { didYouMean } from '../../document/closest-name.ts';
import { textOrNull } from '../release-of.ts';
import type { Report, RuleInput } from './rule.ts';

/** Who is waived is a team that there is, once, and for a reason (R106). */
export function checkWaivers({ release, policy }: RuleInput, report: Report): void {
  const waived = release.earlyAdopters?.waived ?? [];
  const known = policy === null ? null : [...policy.earlyAdopters.keys()];
  for (const [index, { team, reason }] of waived.entries()) {
    const at = ['earlyAdopters', 'waived', index];
    if (known !== null && !known.includes(team)) {
      const list = `earlyAdopters in stagepost.yaml has ${known.length === 0 ? 'no team' : known.join(', ')}`;
      const hint = `${didYouMean(team, known)} ${list}`.trim();
      report([...at, 'team'], { rule: 'unknown-team', message: `team ${team} is not known`, hint });
    }
    if (waived.findIndex((other) => other.team === team) < index) {
      const message = `the team ${team} is waived twice`;
      report([...at, 'team'], { rule: 'waived-twice', message, hint: 'keep one of the two' });
    }
    if (textOrNull(reason) === null) {
      const message = `the waiver of ${team} needs reason, which is empty`;
      const hint = 'say in one sentence why its report is not waited for';
      report([...at, 'reason'], { rule: 'required-field', message, hint });
    }
  }
}
