import { approvalDigest, askedFrom, neededFor, ruleFor } from '../../domain/approval-policy.ts';
import type { EditApproval, Vote } from '../../domain/desired-state.ts';
import { canonicalJson } from '../../domain/digest.ts';
import { approvalKey, type RecordedVote, type StepApproval } from '../../domain/record.ts';
import { type AuditFacts, fileKey, type SignedEdit } from '../facts.ts';
import { type AuditFinding, approvalFile, inRecord } from '../finding.ts';
import { type NewVisit, newVisits, type Step, type StepCheck } from '../step.ts';

interface Expected {
  readonly key: string;
  /** Null where nobody has to be asked, or where it goes on by what was recorded before. */
  readonly approval: StepApproval | null;
  /** Whether it has to be there: a step that failed may have failed before anybody was asked. */
  readonly isNeeded: boolean;
  readonly problems: readonly Omit<AuditFinding, 'rule' | 'where' | 'commit' | 'file'>[];
}

/** Every step was signed for as its stagepost.yaml asks, by the roles of that time, and that is what is recorded (R113). */
export const checkApprovals: StepCheck = (step, facts) => {
  const { before, after } = step;
  const expected = newVisits(step).flatMap((entry) => expectedFor(entry, step, facts));
  const claimed = new Set(expected.flatMap(({ key, approval }) => (approval === null ? [] : [key])));
  const others = new Set([...(before?.record.approvals.keys() ?? []), ...after.record.approvals.keys()]);
  return [
    ...expected.flatMap((each) => compare(each, step)),
    ...[...others].filter((key) => !claimed.has(key)).flatMap((key) => unclaimed(key, step)),
  ];
};

function expectedFor(entry: NewVisit, step: Step, { main }: AuditFacts): readonly Expected[] {
  const { release, visit, from, to } = entry;
  const signed = main.signed.get(fileKey(visit.commit, release));
  const wish = to.state === 'Failed' ? to.wanted : to.state === 'Deferred' ? 'StageRollout' : to.state;
  if (from === null || wish === 'Submitted' || signed === undefined) return [];
  if (wish === 'Ignored' && signed.desiredState !== 'Ignored') return [];
  const left = askedFrom(from, wish);
  const key = approvalKey({ release, from: left, to: wish });
  const isNeeded = to.state !== 'Failed';
  if (signed.approval.kind === 'unknown') {
    const message = 'nobody can tell who signed for this step';
    const problems = [{ message, expected: 'signatures that can be checked', found: signed.approval.reason }];
    return [{ key, approval: null, isNeeded, problems }];
  }
  const approval = signed.approval.value;
  if (approval === null || goesOn(entry, step, { wish, text: signed.text })) return [];
  const rule = ruleFor(approval.policy, { from: left, to: wish });
  if (rule.roles.length === 0) return [];
  const isDirect = wish === 'Production' && signed.workflow.emergency.route === 'direct';
  const needed = neededFor(rule.quorum, isDirect);
  const position = main.commits.get(step.after.record.commit ?? visit.commit)?.position ?? 0;
  const counts = (vote: Vote) =>
    vote.position <= position &&
    vote.text === signed.text &&
    vote.to === wish &&
    (vote.keyEnds === null || vote.keyEnds > visit.entered) &&
    (vote.approves === null ||
      (vote.approves.from === left && vote.approves.policy === approvalDigest(approval.policy)));
  const votes = recordedVotes(approval, counts, rule.roles);
  const expected: StepApproval = {
    release,
    from: left,
    to: wish,
    commit: visit.commit,
    base: approval.base,
    policy: approvalDigest(approval.policy),
    content: signed.content,
    text: signed.text,
    roles: rule.roles,
    needed,
    votes,
  };
  const problems = isNeeded ? lacking(signed, approval, { votes, needed, isDirect }) : [];
  return [{ key, approval: expected, isNeeded, problems }];
}

// What waited for its slot, or failed, was signed for when it was first taken.
function goesOn(
  { release, from }: NewVisit,
  { before }: Step,
  { wish, text }: { readonly wish: string; readonly text: string },
): boolean {
  const isSame =
    (from?.state === 'Deferred' && wish === 'StageRollout') ||
    (from?.state === 'Failed' && from.wanted === wish);
  return (
    isSame &&
    [...(before?.record.approvals.values() ?? [])].some(
      (each) => each.release === release && each.to === wish && each.text === text,
    )
  );
}

function recordedVotes(
  { policy, votes }: EditApproval,
  counts: (vote: Vote) => boolean,
  roles: readonly string[],
): readonly RecordedVote[] {
  const found = new Map<string, RecordedVote>();
  for (const vote of votes) {
    const role = roles.find((key) => policy.roles.get(key)?.members.includes(vote.person) === true);
    if (role === undefined || found.has(vote.person) || !counts(vote)) continue;
    const { person, signedWith, commit } = vote;
    found.set(person, { person, role, signedWith, commit, as: vote.approves === null ? 'edit' : 'approval' });
  }
  return [...found.values()];
}

function lacking(
  { workflow, text }: SignedEdit,
  { votes: all }: EditApproval,
  {
    votes,
    needed,
    isDirect,
  }: { readonly votes: readonly RecordedVote[]; readonly needed: number; readonly isDirect: boolean },
): Expected['problems'] {
  const approver = workflow.emergency.route === 'direct' ? workflow.emergency.approver : '';
  const wrote = all.some((vote) => vote.person === approver && vote.approves === null && vote.text === text);
  const names = votes.map(({ person }) => person).join(', ') || 'nobody';
  return [
    ...(votes.length >= needed
      ? []
      : [{ message: 'too few people had signed', expected: `${needed} of the role`, found: names }]),
    ...(!isDirect || (!wrote && votes.some(({ person }) => person === approver))
      ? []
      : [{ message: 'its second approver had not approved it', expected: approver, found: names }]),
  ];
}

function compare(
  { key, approval, isNeeded, problems }: Expected,
  { before, after }: Step,
): readonly AuditFinding[] {
  const at = { rule: 'approval', file: approvalFile(key) };
  const told = problems.map((problem) => inRecord(after, at, problem));
  if (approval === null) return told;
  const recorded = after.record.approvals.get(key);
  if (!isNeeded && recorded === before?.record.approvals.get(key)) return told;
  const [expected, found] = [textOf(approval), recorded === undefined ? 'no file' : textOf(recorded)];
  if (expected === found) return told;
  const message =
    recorded === undefined
      ? 'who approved it is not recorded'
      : 'it is not what was signed for, or not by these';
  return [...told, inRecord(after, at, { message, expected, found })];
}

function unclaimed(key: string, { before, after }: Step): readonly AuditFinding[] {
  const [earlier, now] = [before?.record.approvals.get(key), after.record.approvals.get(key)];
  const [expected, found] = [earlier, now].map((each) => (each === undefined ? 'no file' : textOf(each)));
  if (expected === undefined || found === undefined || expected === found) return [];
  const message = 'an approval changed, and its step was not taken';
  return [inRecord(after, { rule: 'approval', file: approvalFile(key) }, { message, expected, found })];
}

function textOf(approval: StepApproval): string {
  return canonicalJson(approval);
}
