import {
  type ApprovalPolicy,
  type ApprovalRule,
  approvalDigest,
  askedFrom,
  neededFor,
  ruleFor,
} from '../../domain/approval-policy.ts';
import type { Edit, EditApproval } from '../../domain/desired-state.ts';
import type { Sha256 } from '../../domain/digest.ts';
import type { Instant } from '../../domain/instant.ts';
import type { ObservedState } from '../../domain/lifecycle.ts';
import type { ReconcilerRecord, StepApproval } from '../../domain/record.ts';
import type { DesirableState, ReleaseId } from '../../domain/release.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { type Count, type Counted, countVotes, doubts, nameOf, roleFor } from './count-votes.ts';
import { judgeSecond } from './second-approver.ts';

/** May this release take this step, as far as signatures go? */
export interface ApprovalQuestion {
  readonly release: ReleaseId;
  /** Digest of the content fields of today's file. */
  readonly content: Sha256;
  readonly edit: Edit;
  /** The state before the step. */
  readonly from: ObservedState;
  readonly to: DesirableState;
  readonly record: ReconcilerRecord;
  readonly now: Instant;
  readonly before: number | null;
}

export type ApprovalAnswer =
  | { readonly kind: 'not-asked' }
  /** By the signatures on main, or by what was recorded when the step was first taken. */
  | { readonly kind: 'approved'; readonly approval: StepApproval; readonly from: 'main' | 'record' }
  | { readonly kind: 'lacking'; readonly verdict: Verdict };

/** Whether enough people signed, by whom, or who is missing (R55, R113). */
export function judgeApproval(question: ApprovalQuestion): ApprovalAnswer {
  const { edit, to, content } = question;
  // What policy ends by itself, nobody asked for.
  if (to === 'Ignored' && edit.desiredState !== 'Ignored') return { kind: 'not-asked' };
  if (edit.approval.kind === 'unknown') {
    const sentence = `nobody can tell who signed for it: ${edit.approval.reason}`;
    return { kind: 'lacking', verdict: { kind: 'cannot-tell', sentence } };
  }
  const approval = edit.approval.value;
  if (approval === null) return { kind: 'not-asked' };
  const from = askedFrom(question.from, to);
  const rule = ruleFor(approval.policy, { from, to });
  if (rule.roles.length === 0) return { kind: 'not-asked' };
  const recorded = recordedFor(question);
  if (recorded !== undefined) return { kind: 'approved', approval: recorded, from: 'record' };
  const { now, before } = question;
  const count: Count = { edit, approval, rule, from, to, now, before };
  const counted = edit.content === content ? countVotes(count) : [];
  const needed = neededFor(rule.quorum, edit.route === 'direct' && to === 'Production');
  const second = judgeSecond(count, counted);
  if (second !== null) return { kind: 'lacking', verdict: second };
  if (counted.length < needed) return { kind: 'lacking', verdict: lack(count, counted, needed) };
  return { kind: 'approved', approval: stepApproval(question, { ...count, needed }, counted), from: 'main' };
}

// What waits for its slot, and what failed and is tried again, goes on with what was signed when it was first taken.
function recordedFor({ release, edit, from, to, record }: ApprovalQuestion): StepApproval | undefined {
  const goesOn =
    (from.state === 'Deferred' && to === 'StageRollout') || (from.state === 'Failed' && from.wanted === to);
  if (!goesOn) return undefined;
  return [...record.approvals.values()].find(
    (each) => each.release === release && each.to === to && each.text === edit.text,
  );
}

function lack(count: Count, counted: readonly Counted[], needed: number): Verdict {
  const { rule, approval } = count;
  const role = rule.roles.join(' or ');
  const signed = new Set(counted.map(({ vote }) => vote.person));
  const others = membersOf(rule, approval.policy).filter((person) => !signed.has(person));
  const names = others.map((person) => nameOf(person, approval.policy));
  const can = names.length === 0 ? 'nobody else has the role' : `${listed(names)} can approve it`;
  const why = doubts(count).slice(0, 3);
  const sentence = [`${tally(role, counted, { approval, needed })}; ${can}`, ...why].join('; ');
  return { kind: 'needs-approval', sentence, role };
}

/** Such as `stage-rollout 1 of 2 (Ada)`. */
export function tally(
  role: string,
  counted: readonly Counted[],
  { approval, needed }: { readonly approval: EditApproval; readonly needed: number },
): string {
  const names = counted.map(({ vote }) => nameOf(vote.person, approval.policy));
  return `${role} ${counted.length} of ${needed}${names.length === 0 ? '' : ` (${names.join(', ')})`}`;
}

function membersOf(rule: ApprovalRule, policy: ApprovalPolicy): readonly string[] {
  return [...policy.people.keys()].filter((person) => roleFor(person, rule, policy) !== undefined);
}

const mostNames = 5;

function listed(names: readonly string[]): string {
  if (names.length <= mostNames) return names.join(' or ');
  return `${names.slice(0, mostNames).join(', ')} or one of ${names.length - mostNames} more`;
}

function stepApproval(
  { release }: ApprovalQuestion,
  { edit, approval, rule, from, to, needed }: Count & { readonly needed: number },
  counted: readonly Counted[],
): StepApproval {
  return {
    release,
    from,
    to,
    commit: edit.commit,
    base: approval.base,
    policy: approvalDigest(approval.policy),
    content: edit.content,
    text: edit.text,
    roles: rule.roles,
    needed,
    votes: counted.map(({ vote, role }) => ({
      person: vote.person,
      role,
      signedWith: vote.signedWith,
      commit: vote.commit,
      as: vote.approves === null ? 'edit' : 'approval',
    })),
  };
}
