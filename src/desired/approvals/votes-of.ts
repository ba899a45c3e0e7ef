import type { CommitSha, Edit, EditApproval, Vote } from '../../domain/desired-state.ts';
import type { CommitSignature } from '../../ports/commit-signatures.ts';
import type { Statement } from './collect-statements.ts';

/** The signatures under statements about an edit: those of people whom its policy knows, and why others do not count. */
export function votesOf(
  statements: readonly Statement[],
  signatures: ReadonlyMap<CommitSha, CommitSignature>,
  edit: Edit,
): Pick<EditApproval, 'votes' | 'refused'> {
  const votes: Vote[] = [];
  const refused: string[] = [];
  for (const statement of statements) {
    const signature = signatures.get(statement.commit) ?? { kind: 'unsigned' };
    if (signature.kind === 'good') votes.push(voteOf(statement, signature, edit));
    else refused.push(...refusalOf(statement, signature));
  }
  return { votes, refused };
}

function voteOf(
  { commit, position, text, approves }: Statement,
  { person, signedWith, keyEnds }: Extract<CommitSignature, { kind: 'good' }>,
  { desiredState }: Edit,
): Vote {
  const to = approves?.to ?? desiredState;
  const what = approves === null ? null : { from: approves.from, policy: approves.policy };
  return { commit, position, person, signedWith, keyEnds, text, to, approves: what };
}

// Whoever writes a file need not sign; whoever approves must.
function refusalOf(
  { commit, approves }: Statement,
  signature: Exclude<CommitSignature, { kind: 'good' }>,
): readonly string[] {
  const name = `${approves === null ? 'the edit' : 'the approval'} ${commit.slice(0, 12)}`;
  if (signature.kind === 'refused') return [`${name} ${signature.sentence}`];
  return approves === null ? [] : [`${name} is not signed`];
}
