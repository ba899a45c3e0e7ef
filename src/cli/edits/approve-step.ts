import { type BranchEnd, branchEnd, moveBranch, signedCommit } from '../../adapters/git/sign-on-branch.ts';
import { expectedState } from '../../desired/edits/expected-state.ts';
import { type ReadRelease, type ReleaseText, readReleases } from '../../desired/read-releases.ts';
import { routeOf } from '../../desired/release-of.ts';
import { sortEntries } from '../../desired/sort-entries.ts';
import {
  type ApprovalPolicy,
  type ApprovedStep,
  approvalDigest,
  askedFrom,
  ruleFor,
} from '../../domain/approval-policy.ts';
import { type ApprovalStatement, statementText } from '../../domain/approval-statement.ts';
import type { CommitSha, Edit } from '../../domain/desired-state.ts';
import { StagepostError } from '../../domain/failure.ts';
import { judge } from '../../domain/lifecycle.ts';
import type { ReleaseId } from '../../domain/release.ts';
import { good, type Result } from '../../domain/result.ts';
import { releaseNamed } from '../find-release.ts';
import type { EditWorld } from './open-world.ts';

/** Whose approval of what was made. */
export interface Approved {
  readonly statement: ApprovalStatement;
  readonly person: string;
  readonly role: string;
  readonly signedWith: string;
  readonly branch: string;
  readonly commit: CommitSha;
}

/** What somebody wants to approve; the step is that of the file where it is not named. */
export interface ApprovalWish {
  readonly name: string;
  readonly branch?: string;
  readonly step?: ApprovedStep;
}

/**
 * Signs for the step that the file at the end of a branch asks for, by a commit without changes. The signature is looked at
 * before the branch moves: one that would not count is refused, and nothing is changed.
 */
export async function approveStep(
  world: EditWorld,
  { name, branch, step }: ApprovalWish,
): Promise<Result<Approved>> {
  const end = await branchEnd(world.dir, branch);
  const { release, read } = await fileAt(world, name, end.tip);
  if (!read.ok) return read;
  const standing = standingOf(world, release, read.value);
  const { policy } = standing;
  if (policy.roles.size === 0)
    throw refusal(
      'nobody is asked for a signature',
      'stagepost.yaml has no roles; docs/use/approvals.md tells of them',
    );
  const wanted = step ?? stepOf(standing, read.value);
  const statement = { release, ...wanted, text: read.value.text, policy: approvalDigest(policy) };
  return good(await sign(world, end, { statement, policy }));
}

interface FileAtTip {
  readonly release: ReleaseId;
  readonly read: ReadRelease;
}

// A new release is on its branch and nowhere else yet.
async function fileAt({ clone: { history } }: EditWorld, name: string, tip: CommitSha): Promise<FileAtTip> {
  const { releases } = sortEntries(await history.tree(tip));
  const ids = releases.map(({ id }) => id);
  const release = releaseNamed(name, ids, 'the branch has no release');
  const entries = releases.filter(({ id }) => id === release).map(({ entry }) => entry);
  const [read] = await readReleases({ history, cache: new Map() }, entries);
  if (read === undefined)
    throw refusal(`git does not give the file of ${release}`, 'see that the clone is whole');
  return { release, read };
}

interface Standing {
  /** What is in force before the edit. */
  readonly policy: ApprovalPolicy;
  /** The edits that come before it, and the state that they start from. */
  readonly earlier: readonly Edit[];
  readonly recorded: Parameters<typeof expectedState>[0];
}

// What is merged already is judged by the roles before that merge, as the reconciler does.
function standingOf({ desired, record }: EditWorld, release: ReleaseId, { text }: ReleaseText): Standing {
  const edits = desired.releases.find((each) => each.release.id === release)?.edits ?? [];
  const index = edits.findIndex((edit) => edit.text === text);
  const merged = edits[index]?.approval;
  const before = merged?.kind === 'known' && merged.value !== null ? merged.value.policy : null;
  return {
    policy: before ?? desired.policy.approvals,
    earlier: index < 0 ? edits : edits.slice(0, index),
    recorded: record.releases.get(release)?.observed ?? { state: 'Submitted' },
  };
}

function stepOf({ earlier, recorded }: Standing, { value }: ReleaseText): ApprovedStep {
  const observed = expectedState(recorded, earlier);
  const to = value.desiredState;
  if (to === null)
    throw refusal(
      'the file asks for no state, so that there is nothing to approve',
      'see desiredState in it',
    );
  const judgement = judge(observed, to, routeOf(value));
  if (judgement.kind === 'go' || judgement.kind === 'retry') return { from: askedFrom(observed, to), to };
  throw judgement.kind === 'keep'
    ? refusal(
        `the release is ${to} already, so that there is nothing to approve`,
        'name the step: --from STATE --to STATE',
      )
    : refusal(judgement.sentence, judgement.hint);
}

async function sign(
  { dir, clone }: EditWorld,
  end: BranchEnd,
  { statement, policy }: { readonly statement: ApprovalStatement; readonly policy: ApprovalPolicy },
): Promise<Approved> {
  const commit = await signedCommit(dir, end, statementText(statement));
  const [signature] = await clone.signatures.signers([commit], [...policy.people.values()]);
  if (signature?.kind !== 'good')
    throw refusal(
      `the approval ${signature?.kind === 'refused' ? signature.sentence : 'is not signed'}`,
      'an administrator adds your public key to people in stagepost.yaml, or you sign with one that is there; nothing was changed',
    );
  const { person, signedWith } = signature;
  const { roles } = ruleFor(policy, statement);
  const role = roles.find((key) => policy.roles.get(key)?.members.includes(person) === true);
  if (role === undefined)
    throw refusal(
      `${person} may not approve ${statement.from} -> ${statement.to}`,
      `${roles.length === 0 ? 'nobody is asked about it' : `that is for ${roles.join(' or ')}`}; nothing was changed`,
    );
  await moveBranch(dir, end, commit);
  return { statement, person, role, signedWith, branch: end.name, commit };
}

function refusal(message: string, hint: string): StagepostError {
  return new StagepostError({ code: 'bad-release-repository', message, hint, treatment: 'needs-person' });
}
