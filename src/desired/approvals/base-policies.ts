import type { CommitSha } from '../../domain/desired-state.ts';
import type { Policy } from '../../domain/policy.ts';
import type { ReleaseHistory } from '../../ports/release-history.ts';
import { type PolicyReader, readPolicyFile } from '../read-policy-file.ts';
import type { Unsettled } from '../unsettled-commits.ts';

/** The commit of main before another, and the policy that was in force there. */
export interface BasePolicy {
  readonly base: CommitSha;
  /** Null where its stagepost.yaml cannot be read. */
  readonly policy: Policy | null;
}

interface Window extends Pick<Unsettled, 'since' | 'commits'> {
  readonly head: CommitSha;
  /** The policy of the head. */
  readonly policy: Policy;
}

/** Finds what was in force before the commits of main; a stagepost.yaml that did not change is read once. */
export function basePolicies(
  { history, readPolicy }: { readonly history: ReleaseHistory; readonly readPolicy: PolicyReader },
  { since, commits, head, policy }: Window,
): (index: number) => Promise<BasePolicy | null> {
  const read = new Map<number, Promise<Policy | null>>();

  async function readAt(commit: CommitSha): Promise<Policy | null> {
    const found = await readPolicyFile(history, await history.tree(commit), readPolicy);
    return found.ok ? found.value : null;
  }

  // Before the root there is nothing that could ask for a signature; after the last commit stands the head.
  return async (index) => {
    const base = index >= commits.length ? head : index === 0 ? since : (commits[index - 1]?.commit ?? null);
    if (base === null) return null;
    const next = commits.findIndex(({ elsewhere }, at) => at >= index && elsewhere);
    if (next < 0) return { base, policy };
    const found = read.get(next) ?? readAt(base);
    read.set(next, found);
    return { base, policy: await found };
  };
}
