import type { Edit, EditApproval, Vote } from '../../domain/desired-state.ts';
import type { ObservedState } from '../../domain/lifecycle.ts';
import type { EnterState } from '../../domain/plan.ts';
import type { StateName } from '../../domain/release.ts';
import type { Evidence } from './evidence.ts';
import { rolesDigest, type Wanted, wantedFor } from './signing-law.ts';

/** Whether everybody signed whose signature a step needs, and none counts that must not (R55, R113). */
export function checkApprovals(evidence: Evidence): readonly string[] {
  return [...evidence.entered.values()].flatMap((actions) =>
    actions.flatMap((action, index) => {
      const before = index === 0 ? recordedState(action, evidence) : actions[index - 1]?.to;
      return before === undefined || action.to.state === 'Submitted' ? [] : judge(action, before, evidence);
    }),
  );
}

function recordedState({ release }: EnterState, { record }: Evidence): ObservedState | undefined {
  return record.releases.get(release)?.observed;
}

function judge(action: EnterState, before: ObservedState, evidence: Evidence): readonly string[] {
  const { release, commit, to } = action;
  const file = evidence.files.get(release);
  const edit = file?.edits.find((each) => each.commit === commit);
  if (file === undefined || edit === undefined || (to.state === 'Ignored' && edit.desiredState !== to.state))
    return [];
  const name = `${release} would enter ${to.state}`;
  if (edit.approval.kind === 'unknown') return [`${name}, and nobody can tell who signed for it`];
  const approval = edit.approval.value;
  if (approval === null)
    return action.approval === undefined ? [] : [`${name} with signatures that nobody asked for`];
  const wish = to.state === 'Deferred' ? 'StageRollout' : to.state;
  if (wasApproved(action, before, { edit, evidence, wish })) return [];
  const left = 'from' in before && goesOn(before, wish) ? before.from : before.state;
  const wanted = wantedFor(approval.policy, left, wish);
  if (wanted.roles.length === 0) return [];
  const signers = signersOf(approval, { edit, wanted, left, wish, now: evidence.plan.madeAt });
  return [
    ...missing(edit, approval, { wish, wanted, signers }),
    ...(edit.content === file.content ? [] : ['with other content than was signed for']),
    ...(sameVotes(action, signers) ? [] : ['and others would be recorded than have signed']),
  ].map((what) => `${name} ${what}`);
}

function missing(
  edit: Edit,
  approval: EditApproval,
  {
    wish,
    wanted: { roles, quorum },
    signers,
  }: { readonly wish: StateName; readonly wanted: Wanted; readonly signers: ReadonlySet<string> },
): readonly string[] {
  const isDirect = wish === 'Production' && edit.route === 'direct';
  const least = isDirect && quorum < 2 ? 2 : quorum;
  return [
    ...(signers.size < least ? [`with ${signers.size} of ${least} signatures of ${roles.join(' or ')}`] : []),
    ...(isDirect && !hasSecond(edit, approval, signers) ? ['without its second approver'] : []),
  ];
}

// What waited for the slot or failed goes on by what was written down then.
function wasApproved(
  { release }: EnterState,
  before: ObservedState,
  { edit, evidence, wish }: { readonly edit: Edit; readonly evidence: Evidence; readonly wish: StateName },
): boolean {
  if (!goesOn(before, wish)) return false;
  for (const known of evidence.record.approvals.values())
    if (known.release === release && known.to === wish && known.text === edit.text) return true;
  return false;
}

function goesOn(before: ObservedState, wish: StateName): boolean {
  if (before.state === 'Failed') return before.wanted === wish;
  return before.state === 'Deferred' && wish === 'StageRollout';
}

function signersOf(
  { policy, votes }: EditApproval,
  asked: {
    readonly edit: Edit;
    readonly wanted: Wanted;
    readonly left: StateName;
    readonly wish: StateName;
    readonly now: string;
  },
): ReadonlySet<string> {
  const digest = rolesDigest(policy);
  const able = new Set(asked.wanted.roles.flatMap((role) => policy.roles.get(role)?.members ?? []));
  const speaks = ({ text, to, approves, keyEnds }: Vote) =>
    text === asked.edit.text &&
    to === asked.wish &&
    (keyEnds === null || Date.parse(keyEnds) > Date.parse(asked.now)) &&
    (approves === null || (approves.from === asked.left && approves.policy === digest));
  return new Set(votes.filter((vote) => able.has(vote.person) && speaks(vote)).map(({ person }) => person));
}

function hasSecond({ workflow, text }: Edit, { votes }: EditApproval, signers: ReadonlySet<string>): boolean {
  const { emergency } = workflow;
  if (emergency.route !== 'direct' || emergency.reason === '') return false;
  const { approver } = emergency;
  const authors = votes.filter((vote) => vote.approves === null && vote.text === text);
  return signers.has(approver) && authors.every(({ person }) => person !== approver);
}

function sameVotes({ approval }: EnterState, signers: ReadonlySet<string>): boolean {
  const recorded = approval?.votes.map(({ person }) => person) ?? [];
  return recorded.length === signers.size && recorded.every((person) => signers.has(person));
}
