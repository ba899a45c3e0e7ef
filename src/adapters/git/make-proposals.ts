import type { CommitSha } from '../../domain/desired-state.ts';
import { cleanText } from '../../domain/failure.ts';
import { type Around, surrounded } from '../../ports/around.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Proposal, ProposalStanding, Proposals } from '../../ports/proposals.ts';
import { checkBranch } from './check-address.ts';
import { findKey, keyLine, withoutKeyLines } from './find-key.ts';
import { gitFailed } from './git-failure.ts';
import { importCommit, type NewCommit } from './import-commit.ts';
import { operand } from './object-name.ts';
import { type Origin, refusalOf } from './origin.ts';
import { positionOf } from './read-commits.ts';
import { type GitPlace, runGit } from './run-git.ts';

/** What proposals are written with. */
export interface ProposalParts {
  readonly place: GitPlace;
  readonly origin: Origin;
  readonly mainBranch: string;
  /** Dates the commits; their authors' dates are those of the proposals. */
  readonly clock: Clock;
  readonly around?: Around;
}

type OnMain = Extract<ProposalStanding, { readonly kind: 'on-main' }>;

// Each round has fetched what was faster, so that another one must have come since.
const mostTries = 8;

/** Proposals on branches of origin. A commit is known by the trailer with its key, whoever merged or rebased it. */
export function makeProposals(parts: ProposalParts): Proposals {
  let last: Promise<unknown> = Promise.resolve();
  // One at a time, since git locks the references that each of them writes.
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  }
  return {
    land: (proposal) => inTurn(() => land(parts, proposal)),
    offer: (proposal) => inTurn(() => offer(parts, proposal)),
    find: (key) => inTurn(() => find(parts, key)),
  };
}

async function find(parts: ProposalParts, key: string): ReturnType<Proposals['find']> {
  const branch = branchOf(key);
  const merged = await onMain(parts, await fetchMain(parts), key);
  if (merged !== null) return merged;
  return (await parts.origin.newest(branch)) === null ? { kind: 'none' } : { kind: 'offered', branch };
}

async function land(parts: ProposalParts, proposal: Proposal): ReturnType<Proposals['land']> {
  const { origin, mainBranch } = parts;
  branchOf(proposal.key);
  let head = await fetchMain(parts);
  for (let tries = 1; ; tries += 1) {
    const there = await onMain(parts, head, proposal.key);
    if (there !== null) return there;
    if (!(await isAsAssumed(parts, proposal, head))) return { kind: 'moved' };
    const commit = await commitOn(parts, proposal, head);
    // The commit stands on `head`, so the lease takes nothing away: it refuses a main that was set back meanwhile, too.
    const refused = await refusalOf(origin.push(mainBranch, { from: head, to: commit }));
    const now = await fetchMain(parts);
    // Why a push failed is not read from its words: what origin has now says it.
    if (refused !== undefined && (now === head || tries === mostTries)) throw refused;
    head = now;
  }
}

async function offer(parts: ProposalParts, proposal: Proposal): ReturnType<Proposals['offer']> {
  const { origin } = parts;
  const branch = branchOf(proposal.key);
  const head = await fetchMain(parts);
  const merged = await onMain(parts, head, proposal.key);
  if (merged !== null) return merged;
  if ((await origin.newest(branch)) !== null) return { kind: 'offered', branch };
  if (!(await isAsAssumed(parts, proposal, head))) return { kind: 'moved' };
  const commit = await commitOn(parts, proposal, head);
  const refused = await refusalOf(origin.push(branch, { from: null, to: commit }));
  if ((await origin.newest(branch)) !== null) return { kind: 'offered', branch };
  throw refused ?? gitFailed(`git said that it pushed ${branch}, but origin has no such branch`);
}

/** Throws `bad-configuration` for a key that can be none. */
function branchOf(key: string): string {
  return checkBranch(`stagepost/${key}`);
}

async function fetchMain({ origin, mainBranch }: ProposalParts): Promise<CommitSha> {
  const head = await origin.fetch(mainBranch);
  if (head === null) throw gitFailed(`origin has no branch ${mainBranch}`);
  return head;
}

async function onMain({ place }: ProposalParts, head: CommitSha, key: string): Promise<OnMain | null> {
  const commit = await findKey(place, head, key);
  return commit === null ? null : { kind: 'on-main', commit, position: await positionOf(place, head) };
}

async function isAsAssumed(
  { place }: ProposalParts,
  { base, files, assumes }: Proposal,
  head: CommitSha,
): Promise<boolean> {
  if (base === head) return true;
  const paths = [...files.keys(), ...assumes];
  const args = ['diff-tree', '-r', '--quiet', '--no-renames', operand(base), operand(head), '--', ...paths];
  const { exitCode, stderr } = await runGit(place, args);
  if (exitCode === 0 || exitCode === 1) return exitCode === 0;
  throw gitFailed(`git could not compare ${base} and ${head}`, { stderr });
}

function commitOn({ place, clock, around }: ProposalParts, proposal: Proposal, parent: CommitSha) {
  const { author, at, files } = proposal;
  const importing = { importCommit: (commit: NewCommit) => importCommit(place, commit) };
  return surrounded(around, importing, { port: 'git', methods: ['importCommit'] }).importCommit({
    ...{ parent, put: files, remove: [], date: clock.now(), author: { ...author, date: at } },
    message: messageOf(proposal),
    ref: 'refs/stagepost/proposing',
    what: `the proposal ${proposal.key}`,
  });
}

function messageOf({ title, body, trailers, key }: Proposal): string {
  const written = withoutKeyLines(cleanText(body).trim());
  const lines = [...trailers.map(([name, value]) => `${name}: ${oneLine(value)}`), keyLine(key)];
  return [oneLine(title), ...(written === '' ? [] : [written]), lines.join('\n')].join('\n\n');
}

function oneLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim();
}
