import type { ConfigDocument } from '../document/generated/config.ts';
import type { Located } from '../document/read-document.ts';
import { type ApprovalPolicy, type ApprovedStep, neededFor, ruleFor } from '../domain/approval-policy.ts';
import type { Finding } from '../domain/finding.ts';
import { type Transition, transitions } from '../domain/lifecycle.ts';

const table: readonly Transition[] = transitions;

/** Steps for which nobody could sign, because their roles have too few members with a key. */
export function checkApprovals(
  document: Located<ConfigDocument>,
  policy: ApprovalPolicy,
): readonly Finding[] {
  if (policy.roles.size === 0) return [];
  const isOpen = ({ route }: Transition) =>
    route === undefined || document.value.emergency.routes.some((open) => open === route);
  // What waits for its slot goes on with what was signed before.
  const asked = table.filter((row) => isOpen(row) && !(row.from === 'Deferred' && row.to === 'StageRollout'));
  const lacking = new Map<string, ApprovedStep[]>();
  for (const { from, to, route } of asked) {
    const { roles, quorum } = ruleFor(policy, { from, to });
    const needed = neededFor(quorum, route === 'direct');
    const able = new Set(roles.flatMap((role) => policy.roles.get(role)?.members ?? []));
    const signing = [...able].filter((key) => hasKey(policy, key)).length;
    if (roles.length === 0 || signing >= needed) continue;
    const lack = `${needed} with a key in ${roles.join(' or ')}, and has ${signing}`;
    lacking.set(lack, [...(lacking.get(lack) ?? []), { from, to }]);
  }
  return [...lacking].map(([lack, steps]) => {
    const [first] = steps;
    const more = steps.length === 1 ? '' : ` and ${steps.length - 1} more`;
    const message = `too few can sign for ${first?.from} -> ${first?.to}${more}: it needs ${lack}`;
    const hint = 'give a role of this key its members, or put a rule for these steps into approvals';
    return document.finding(['roles'], 'key', { rule: 'nobody-can-sign', message, hint });
  });
}

function hasKey({ people }: ApprovalPolicy, key: string): boolean {
  const person = people.get(key);
  return person !== undefined && person.sshKeys.length + person.pgpKeys.length > 0;
}
