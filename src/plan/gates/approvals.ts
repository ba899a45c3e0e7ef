import type { Verdict } from '../../domain/verdict.ts';
import { judgeApproval } from '../approvals/judge-approval.ts';
import type { Gate, GateQuestion } from './gate.ts';

/** Whether those signed who have the right to ask for the step, in the roles of the commit before it (C25, R113). */
export const approvalsGate: Gate = { name: 'approvals', judge };

function judge({ desired, record, from, step, now, before }: GateQuestion): Verdict | null {
  const { release, content } = desired;
  const { edit, transition } = step;
  const { to } = transition;
  const answer = judgeApproval({ release: release.id, content, edit, from, to, record, now, before });
  if (answer.kind === 'not-asked') return null;
  if (answer.kind === 'lacking') return answer.verdict;
  const { roles, needed, votes } = answer.approval;
  const names = votes.map(({ person }) => person).join(', ');
  return { kind: 'pass', sentence: `${roles.join(' or ')} ${votes.length} of ${needed} (${names})` };
}
