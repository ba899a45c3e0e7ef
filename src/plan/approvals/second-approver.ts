import type { Verdict } from '../../domain/verdict.ts';
import { type Count, type Counted, nameOf, roleFor } from './count-votes.ts';

/**
 * What stands against the direct route to production: the release file names a second approver, another person than whoever
 * signed the edit, and a reason (C4, R55). Null for every other step, and where that person has approved.
 */
export function judgeSecond(count: Count, counted: readonly Counted[]): Verdict | null {
  const { edit, to, approval, rule } = count;
  const { emergency } = edit.workflow;
  if (to !== 'Production' || emergency.route !== 'direct') return null;
  const { policy, votes } = approval;
  const { approver, reason } = emergency;
  const who = nameOf(approver, policy);
  if (reason === '') return blocked('the direct route needs a reason', 'add emergencyReason');
  if (!policy.people.has(approver))
    return blocked(
      `the direct route needs a second approver, and emergencyApprover is ${approver === '' ? 'empty' : approver}`,
      `set emergencyApprover to a key of people in stagepost.yaml: ${[...policy.people.keys()].join(', ')}`,
    );
  if (roleFor(approver, rule, policy) === undefined)
    return blocked(`${who} may not approve it`, `name a member of ${rule.roles.join(' or ')}`);
  const wrote = votes.some(
    (vote) => vote.approves === null && vote.person === approver && vote.text === edit.text,
  );
  if (wrote)
    return blocked(`${who} signed the edit and cannot be its second approver`, 'name another person');
  if (counted.some(({ vote }) => vote.person === approver)) return null;
  const sentence = `${who}, the second approver that its file names, has not approved it`;
  return { kind: 'needs-approval', sentence, role: rule.roles.join(' or ') };
}

function blocked(sentence: string, hint: string): Verdict {
  return { kind: 'blocked', sentence, hint, cites: 'R55' };
}
