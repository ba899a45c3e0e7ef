import type { ApprovalPolicy } from '../../domain/approval-policy.ts';
import type { CommitSha, Edit, EditApproval } from '../../domain/desired-state.ts';
import { failureOf } from '../../domain/failure.ts';
import { known, type Observation, unknown } from '../../domain/observation.ts';
import type { Policy } from '../../domain/policy.ts';
import { type ReleaseId, releaseFileOf } from '../../domain/release.ts';
import type { CommitSignature, CommitSignatures } from '../../ports/commit-signatures.ts';
import type { PolicyReader } from '../read-policy-file.ts';
import type { ReadDeps } from '../read-releases.ts';
import type { Unsettled } from '../unsettled-commits.ts';
import { type BasePolicy, basePolicies } from './base-policies.ts';
import { collectStatements, type Statement } from './collect-statements.ts';
import { votesOf } from './votes-of.ts';

export interface ApprovalDeps extends ReadDeps {
  readonly readPolicy: PolicyReader;
  readonly signatures: CommitSignatures;
}

/** The edits of a release, the oldest first. */
export type Edits = readonly [Edit, ...Edit[]];

interface Question {
  readonly head: CommitSha;
  /** The policy of the head. */
  readonly policy: Policy;
  readonly unsettled: Unsettled;
}

/** An edit for which people have to sign. */
interface Asked {
  readonly base: BasePolicy;
  readonly statements: Observation<readonly Statement[]>;
}

/**
 * The same edits, each with who signed for it, by the stagepost.yaml of the commit before it. Signatures that came to main
 * later count as well, since they name what they approve.
 */
export async function withApprovals(
  deps: ApprovalDeps,
  edits: ReadonlyMap<ReleaseId, Edits>,
  question: Question,
): Promise<ReadonlyMap<ReleaseId, Edits>> {
  const asked = await askedOf(deps, edits, question);
  if (asked.size === 0) return edits;
  const signatures = await signaturesFor(deps.signatures, [...asked.values()]);
  const approve = (edit: Edit): Edit => {
    const found = asked.get(edit);
    return found === undefined ? edit : { ...edit, approval: approvalOf(edit, found, signatures) };
  };
  return new Map([...edits].map(([id, [first, ...more]]) => [id, [approve(first), ...more.map(approve)]]));
}

async function askedOf(
  deps: ApprovalDeps,
  edits: ReadonlyMap<ReleaseId, Edits>,
  { head, policy, unsettled }: Question,
): Promise<ReadonlyMap<Edit, Asked>> {
  const baseOf = basePolicies(deps, { ...unsettled, head, policy });
  const bases = new Map<
    Edit,
    { readonly base: BasePolicy; readonly id: ReleaseId; readonly index: number }
  >();
  for (const [id, list] of edits)
    for (const edit of list) {
      const index = indexOf(id, edit, unsettled);
      const base = await baseOf(index);
      if (base !== null && !asksNobody(base, policy)) bases.set(edit, { base, id, index });
    }
  if (bases.size === 0) return new Map();
  const all = await attempted(() => collectStatements(deps, { since: unsettled.since, head, edits }));
  const byRelease =
    all.kind === 'known'
      ? Map.groupBy(all.value, ({ release }) => release)
      : new Map<ReleaseId, Statement[]>();
  return new Map(
    [...bases].map(([edit, { base, id, index }]) => {
      const least = unsettled.commits[index]?.position ?? Number.POSITIVE_INFINITY;
      const mine = (byRelease.get(id) ?? []).filter((each) => concerns(each, edit, least));
      return [edit, { base, statements: all.kind === 'known' ? known(mine) : all }];
    }),
  );
}

/** Where an edit stands among the commits; one that stands for today's file has all that are open for its release. */
function indexOf(id: ReleaseId, { commit }: Edit, { commits, byRelease }: Unsettled): number {
  const own = byRelease.get(id) ?? [];
  const at = own.findIndex((each) => each.commit === commit);
  const file = releaseFileOf(id);
  const isMade = own[at]?.changed.some(({ path }) => path === file) === true;
  return commits.length - own.length + (isMade ? at : 0);
}

// A stagepost.yaml that cannot be read decides nothing; where people sign today, it must not let anything through.
function asksNobody({ policy }: BasePolicy, today: Policy): boolean {
  return (policy ?? today).approvals.roles.size === 0;
}

function concerns({ position, approves, text }: Statement, edit: Edit, least: number): boolean {
  return position >= least && (approves !== null || text === edit.text);
}

type Found = ReadonlyMap<CommitSha, CommitSignature>;

/** Each commit is asked about once for all edits under the same policy. */
async function signaturesFor(
  { signers }: CommitSignatures,
  asked: readonly Asked[],
): Promise<ReadonlyMap<ApprovalPolicy, Observation<Found>>> {
  const commits = new Map<ApprovalPolicy, Set<CommitSha>>();
  for (const { base, statements } of asked) {
    if (base.policy === null || statements.kind === 'unknown') continue;
    const { approvals } = base.policy;
    const old = commits.get(approvals) ?? new Set();
    commits.set(approvals, new Set([...old, ...statements.value.map(({ commit }) => commit)]));
  }
  const found = new Map<ApprovalPolicy, Observation<Found>>();
  for (const [policy, set] of commits) {
    const list = [...set];
    const people = [...policy.people.values()];
    const read = await attempted(async () => (list.length === 0 ? [] : await signers(list, people)));
    const pairs = (all: readonly CommitSignature[]) =>
      new Map(list.map((commit, index) => [commit, all[index] ?? { kind: 'unsigned' as const }]));
    found.set(policy, read.kind === 'known' ? known(pairs(read.value)) : read);
  }
  return found;
}

function approvalOf(
  edit: Edit,
  { base: { base, policy }, statements }: Asked,
  signatures: ReadonlyMap<ApprovalPolicy, Observation<Found>>,
): Observation<EditApproval> {
  if (policy === null) return unknown(`stagepost.yaml at ${base.slice(0, 12)} cannot be read`);
  if (statements.kind === 'unknown') return statements;
  const { approvals } = policy;
  const found = signatures.get(approvals) ?? known<Found>(new Map());
  if (found.kind === 'unknown') return found;
  return known({ base, policy: approvals, ...votesOf(statements.value, found.value, edit) });
}

/** What was read, or why it cannot be; an end that was asked for stays an end. */
async function attempted<T>(read: () => Promise<T>): Promise<Observation<T>> {
  try {
    return known(await read());
  } catch (error) {
    const { code, message } = failureOf(error);
    if (code === 'stopped') throw error;
    return unknown(message);
  }
}
