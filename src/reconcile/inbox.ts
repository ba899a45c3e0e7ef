import type { Sha256 } from '../domain/digest.ts';
import { plusSeconds } from '../domain/instant.ts';
import {
  type MessageStanding,
  openStandings,
  type RolloutMessage,
  readRolloutMessage,
  type StoredMessage,
  tellsTheSame,
} from '../domain/rollout-message.ts';
import { judgeAgain, judgeMessage } from '../plan/judge-message.ts';
import type { Clock } from '../ports/clock.ts';
import type { Inbox } from '../ports/inbox.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Operation, OperationLog } from '../ports/operations.ts';
import type { Snapshot } from '../report/views/snapshot.ts';
import type { Snapshots } from './snapshots.ts';

/** What the inbox works with. */
export interface InboxDeps {
  readonly inbox: Inbox;
  readonly ledger: Pick<Ledger, 'ticketNumbers'>;
  readonly operations: Pick<OperationLog, 'note'>;
  readonly snapshots: Pick<Snapshots, 'current' | 'isBehind'>;
  readonly clock: Clock;
}

interface Arrival {
  readonly delivery: string;
  readonly body: string;
  readonly signed: Sha256;
}

const keptDays = 180;

/** Judges a message against the last cycle and keeps it with the verdict; a repeated one is answered like the first. */
export async function receiveMessage(deps: InboxDeps, { delivery, body, signed }: Arrival) {
  const snapshot = deps.snapshots.current()?.snapshot;
  if (snapshot === undefined) return { kind: 'too-early' } as const;
  const facts = await factsOf(deps, snapshot);
  const open = await deps.inbox.list(openStandings);
  const judged = judgeMessage(body, { ...facts, ahead: lastOf(open, body) });
  const standing = isTooSoon(deps, body, judged) ? ({ kind: 'received' } as const) : judged;
  const message = { delivery, receivedAt: deps.clock.now(), body, standing };
  const { kept } = await deps.inbox.keep(message, signed);
  if (!tellsTheSame(kept.body, body)) return { kind: 'conflict' } as const;
  return { kind: 'kept', delivery: kept.delivery, standing: kept.standing } as const;
}

/** A ticket shows what a cycle did before the snapshot does, and somebody may go on from there at once. */
function isTooSoon({ snapshots }: InboxDeps, body: string, judged: MessageStanding): boolean {
  return judged.kind === 'refused' && readRolloutMessage(body).ok && snapshots.isBehind();
}

/**
 * Judges anew what waits or was not judged yet, because the world goes on: what came true is settled, what is out of
 * date by now is refused. Forgets what ended long ago.
 */
export async function judgeInbox(deps: Omit<InboxDeps, 'operations'>): Promise<void> {
  const snapshot = deps.snapshots.current()?.snapshot;
  if (snapshot === undefined || deps.snapshots.isBehind()) return;
  const facts = await factsOf(deps, snapshot);
  const ahead = new Map<number, RolloutMessage>();
  for (const message of await deps.inbox.list(openStandings)) {
    const read = readRolloutMessage(message.body);
    const ticket = read.ok ? read.message.ticket : 0;
    const now = judgeAgain(message, { ...facts, ahead: ahead.get(ticket) ?? null });
    if (JSON.stringify(now) !== JSON.stringify(message.standing))
      await deps.inbox.restand(message.delivery, now);
    if (read.ok && isOpen(now)) ahead.set(ticket, read.message);
  }
  await deps.inbox.forget(plusSeconds(deps.clock.now(), -keptDays * 86_400));
}

async function factsOf({ ledger }: Pick<InboxDeps, 'ledger'>, { desired, record }: Snapshot) {
  return { desired, record, tickets: await ledger.ticketNumbers() };
}

function isOpen({ kind }: MessageStanding): boolean {
  return openStandings.some((each) => each === kind);
}

/** The last message of these that is about the same ticket. */
function lastOf(messages: readonly StoredMessage[], body: string): RolloutMessage | null {
  const own = readRolloutMessage(body);
  if (!own.ok) return null;
  return messages.reduce<RolloutMessage | null>((last, each) => {
    const read = readRolloutMessage(each.body);
    return read.ok && read.message.ticket === own.message.ticket ? read.message : last;
  }, null);
}

type By = Pick<Operation, 'operator' | 'request'>;
type QueueDeps = Pick<InboxDeps, 'inbox' | 'operations' | 'clock'>;

/** Has a refused or dropped message judged again, by the next cycle; false where there is none such. */
export function retryMessage(deps: QueueDeps, by: By, delivery: string): Promise<boolean> {
  return restand(deps, delivery, {
    from: ['refused', 'dropped'],
    to: { kind: 'received' },
    operation: { ...by, kind: 'retry-message' },
  });
}

/** Takes a message out of those that wait; false where there is none such. */
export function dropMessage(deps: QueueDeps, by: By, delivery: string): Promise<boolean> {
  return restand(deps, delivery, {
    from: ['received', 'waiting', 'proposed', 'refused'],
    to: { kind: 'dropped', operator: by.operator },
    operation: { ...by, kind: 'drop-message' },
  });
}

interface Change {
  readonly from: readonly MessageStanding['kind'][];
  readonly to: MessageStanding;
  readonly operation: By & Pick<Operation, 'kind'>;
}

async function restand(deps: QueueDeps, delivery: string, { from, to, operation }: Change): Promise<boolean> {
  const message = await deps.inbox.find(delivery);
  if (message === null || !from.includes(message.standing.kind)) return false;
  await deps.operations.note({ ...operation, at: deps.clock.now(), subject: delivery });
  await deps.inbox.restand(delivery, to);
  return true;
}
