import { failureOf } from '../../domain/failure.ts';
import type { Moved, Proposal, ProposalStanding } from '../../ports/proposals.ts';
import type { PullRequest } from '../../ports/pull-requests.ts';
import type { PlacingDeps } from './request-deps.ts';

/** Where an edit stands that somebody asked for outside of git. */
export type Placed =
  | { readonly kind: 'landed'; readonly commit: string; readonly position: number }
  /** `url` is that of the pull request; null where there is no code host. */
  | { readonly kind: 'proposed'; readonly branch: string; readonly url: string | null }
  /** Merged in a way that left nothing of it by which main could be asked. */
  | { readonly kind: 'merged'; readonly url: string }
  /** People decided against it. */
  | { readonly kind: 'closed'; readonly why: string };

/** An edit on its way into git. */
export interface PlacingWish {
  readonly proposal: Proposal;
  /** Why people have to merge it, one sentence each; it lands by itself when there is none. */
  readonly waitsFor: readonly string[];
}

/**
 * Brings an edit onto main, or before people. Idempotent by the key of the proposal, whatever was done of it before; a main
 * that takes no push of ours is one that people merge into.
 */
export async function placeEdit(
  deps: PlacingDeps,
  { proposal, waitsFor }: PlacingWish,
): Promise<Placed | Moved> {
  if (waitsFor.length > 0) return offer(deps, proposal, waitsFor);
  try {
    return inOurWords(await deps.proposals.land(proposal));
  } catch (error) {
    const { code, message } = failureOf(error);
    if (code !== 'git-failed') throw error;
    return offer(deps, proposal, [`main takes no push: ${message}`]);
  }
}

/** Where an edit stands by now that was brought before people. */
export async function lookAfter(
  deps: PlacingDeps,
  { key, branch, title }: { readonly key: string; readonly branch: string; readonly title: string },
): Promise<Placed> {
  const found = await deps.proposals.find(key);
  if (found.kind === 'on-main') return inOurWords(found);
  const asked = deps.pullRequests === null ? null : await deps.pullRequests.find(branch);
  if (asked?.state === 'merged') return { kind: 'merged', url: asked.url };
  if (asked?.state === 'closed') return { kind: 'closed', why: `${asked.url} was closed without a merge` };
  if (found.kind === 'none') return { kind: 'closed', why: `branch ${branch} was removed without a merge` };
  if (deps.pullRequests === null) return { kind: 'proposed', branch, url: null };
  const { url } = asked ?? (await deps.pullRequests.open({ branch, title, body: '' }));
  return { kind: 'proposed', branch, url };
}

async function offer(
  { proposals, pullRequests }: PlacingDeps,
  proposal: Proposal,
  waitsFor: readonly string[],
): Promise<Placed | Moved> {
  const offered = await proposals.offer(proposal);
  if (offered.kind === 'moved') return offered;
  if (offered.kind === 'on-main') return inOurWords(offered);
  const { branch } = offered;
  if (pullRequests === null) return { kind: 'proposed', branch, url: null };
  const { title, body } = proposal;
  const waits = waitsFor.map((sentence) => `- ${sentence}`).join('\n');
  const asked = await pullRequests.open({
    branch,
    title,
    body: `${body}\n\nIt waits to be merged:\n\n${waits}`,
  });
  return fromPullRequest(asked, branch);
}

function fromPullRequest({ state, url }: PullRequest, branch: string): Placed {
  if (state === 'closed') return { kind: 'closed', why: `${url} was closed without a merge` };
  return state === 'merged' ? { kind: 'merged', url } : { kind: 'proposed', branch, url };
}

function inOurWords(standing: Extract<ProposalStanding, { kind: 'on-main' }>): Placed;
function inOurWords(standing: Extract<ProposalStanding, { kind: 'on-main' }> | Moved): Placed | Moved;
function inOurWords(standing: Extract<ProposalStanding, { kind: 'on-main' }> | Moved): Placed | Moved {
  if (standing.kind === 'moved') return standing;
  return { kind: 'landed', commit: standing.commit, position: standing.position };
}
