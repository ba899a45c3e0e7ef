import { failureOf } from '../../domain/failure.ts';
import {
  type MessageStanding,
  openStandings,
  readRolloutMessage,
  requestKey,
  type StoredMessage,
} from '../../domain/rollout-message.ts';
import { judgeAgain } from '../../plan/judge-message.ts';
import { requestComment } from '../../report/message-comments.ts';
import type { Snapshot } from '../../report/views/snapshot.ts';
import { lookAfter } from './place-edit.ts';
import type { RequestDeps } from './request-deps.ts';
import { standingOf } from './standing-of.ts';
import { workOnChange } from './work-on-change.ts';
import { workOnOffer } from './work-on-offer.ts';

/**
 * One round over all that people ask for on tickets: of each ticket the oldest request that is not settled, so that the
 * next goes on from what became of it. A tracker or a repository that does not answer ends the round; what one of them
 * refuses holds up no other.
 */
export async function workRequests(deps: RequestDeps, looksAfter: boolean): Promise<void> {
  const snapshot = deps.snapshots.current()?.snapshot;
  if (snapshot === undefined) return;
  for (const message of await firstOfEach(deps)) {
    if (deps.stop.aborted) return;
    if (message.standing.kind === 'landed' || (message.standing.kind === 'proposed' && !looksAfter)) continue;
    try {
      await work(deps, snapshot, message);
    } catch (error) {
      const failure = failureOf(error);
      deps.failed(failure);
      if (outages.includes(failure.code)) return;
    }
  }
}

const outages: readonly string[] = ['tracker-unreachable', 'code-host-unreachable', 'git-failed'];

async function firstOfEach({ inbox }: RequestDeps): Promise<readonly StoredMessage[]> {
  const firsts = new Map<number, StoredMessage>();
  for (const message of await inbox.list(openStandings)) {
    const read = readRolloutMessage(message.body);
    if (read.ok && !firsts.has(read.message.ticket)) firsts.set(read.message.ticket, message);
  }
  return [...firsts.values()];
}

async function work(deps: RequestDeps, snapshot: Snapshot, stored: StoredMessage): Promise<void> {
  const { desired, record } = snapshot;
  const facts = { desired, record, tickets: await deps.ledger.ticketNumbers(), ahead: null };
  const judged = judgeAgain(stored, facts);
  const worked = await workOn(deps, snapshot, { ...stored, standing: judged });
  if (worked === null) return deps.wake();
  const standing = worked.kind === 'refused' ? await sureOf(deps, stored, worked) : worked;
  // The snapshot that comes next may let it through; it is asked again then.
  if (standing === null) return;
  if (JSON.stringify(standing) === JSON.stringify(stored.standing)) return;
  // Said before it is noted: what a kill leaves unsaid is said again, and stands once.
  if (ofNoRelease(judged)) await say(deps, stored, standing);
  await deps.inbox.restand(stored.delivery, standing);
  if (standing.kind === 'landed' || standing.kind === 'refused') deps.wake();
}

/**
 * A refusal, unless it is none: what a killed process had brought to main already is out of date by its own doing, and a
 * snapshot that is behind the ticket cannot refuse (null).
 */
async function sureOf(
  { snapshots, proposals }: RequestDeps,
  { delivery, standing }: StoredMessage,
  refused: MessageStanding,
): Promise<MessageStanding | null> {
  if (snapshots.isBehind()) return null;
  if (standing.kind === 'proposed') return refused;
  const found = await proposals.find(requestKey(delivery));
  if (found.kind !== 'on-main') return refused;
  const release = 'release' in standing ? standing.release : null;
  return { kind: 'landed', release, commit: found.commit, position: found.position };
}

async function workOn(
  deps: RequestDeps,
  snapshot: Snapshot,
  { delivery, body, standing }: StoredMessage,
): Promise<MessageStanding | null> {
  const read = readRolloutMessage(body);
  if (!read.ok) return standing;
  const asked = { delivery, message: read.message, snapshot };
  if (standing.kind === 'waiting')
    return standing.release === null ? workOnOffer(deps, asked) : workOnChange(deps, asked, standing.release);
  if (standing.kind !== 'proposed') return standing;
  const title = `ticket ${read.message.ticket}: ${read.message.current}`;
  const placed = await lookAfter(deps, { key: requestKey(delivery), branch: standing.branch, title });
  return standingOf(placed, standing.release);
}

/** Of a ticket without a release no mirror tells anybody. */
function ofNoRelease(standing: MessageStanding): boolean {
  return (standing.kind === 'waiting' || standing.kind === 'proposed') && standing.release === null;
}

async function say({ tickets }: RequestDeps, { delivery, body }: StoredMessage, standing: MessageStanding) {
  const read = readRolloutMessage(body);
  const comment = read.ok ? requestComment(delivery, read.message, standing) : null;
  if (!read.ok || comment === null) return;
  await tickets.tell(read.message.ticket, comment, standing.kind === 'refused' ? 'Failed' : 'Pending');
}
