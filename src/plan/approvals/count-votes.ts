import {
  type ApprovalPolicy,
  type ApprovalRule,
  type ApprovedStep,
  approvalDigest,
} from '../../domain/approval-policy.ts';
import type { Edit, EditApproval, Vote } from '../../domain/desired-state.ts';
import type { Instant } from '../../domain/instant.ts';

/** What votes are counted for. */
export interface Count extends ApprovedStep {
  readonly edit: Edit;
  readonly approval: EditApproval;
  readonly rule: ApprovalRule;
  readonly now: Instant;
  /** Only what main had before this position counts; null for all. */
  readonly before: number | null;
}

/** A vote that counts, with the role by which it does. */
export interface Counted {
  readonly vote: Vote;
  readonly role: string;
}

/** The votes that count, one of each person: the first. */
export function countVotes(count: Count): readonly Counted[] {
  const counted = new Map<string, Counted>();
  for (const vote of count.approval.votes) {
    const role = roleFor(vote.person, count.rule, count.approval.policy);
    if (role === undefined || counted.has(vote.person) || objection(vote, count) !== null) continue;
    counted.set(vote.person, { vote, role });
  }
  return [...counted.values()];
}

/** Why approvals do not count, one sentence each; a person who is not asked is no objection to others. */
export function doubts(count: Count): readonly string[] {
  const { approval, rule } = count;
  return [
    ...approval.refused,
    ...approval.votes.flatMap((vote) => {
      const name = `${vote.approves === null ? 'the edit' : 'the approval'} ${vote.commit.slice(0, 12)}`;
      const by = `${name} of ${nameOf(vote.person, approval.policy)}`;
      const why = objection(vote, count);
      if (why !== null) return [`${by} ${why}`];
      return roleFor(vote.person, rule, approval.policy) === undefined
        ? [`${by} does not count: it is not for this role`]
        : [];
    }),
  ];
}

/** What others call a person. */
export function nameOf(person: string, { people }: ApprovalPolicy): string {
  return people.get(person)?.name ?? person;
}

/** The first role of a rule that a person has. */
export function roleFor(person: string, { roles }: ApprovalRule, policy: ApprovalPolicy): string | undefined {
  return roles.find((key) => policy.roles.get(key)?.members.includes(person) === true);
}

function objection(vote: Vote, { edit, approval, from, to, now, before }: Count): string | null {
  if (before !== null && vote.position >= before) return 'came after a later wish';
  if (vote.text !== edit.text) return 'is of another text of the file, which was changed';
  if (vote.keyEnds !== null && vote.keyEnds <= now)
    return `is signed with a key that ended on ${vote.keyEnds.slice(0, 10)}`;
  const { approves } = vote;
  if (vote.to !== to || (approves !== null && approves.from !== from))
    return `is of ${approves === null ? '' : `${approves.from} -> `}${vote.to}`;
  return approves === null || approves.policy === approvalDigest(approval.policy)
    ? null
    : 'was given under other roles in stagepost.yaml';
}
