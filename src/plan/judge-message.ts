import type { DesiredState } from '../domain/desired-state.ts';
import { judge, type ObservedState } from '../domain/lifecycle.ts';
import type { ReconcilerRecord } from '../domain/record.ts';
import { type DesirableState, desirableStates, type Release, type ReleaseId } from '../domain/release.ts';
import {
  type MessageStanding,
  type RolloutMessage,
  readRolloutMessage,
  type StoredMessage,
} from '../domain/rollout-message.ts';

/** What a message is held against. */
export interface MessageFacts {
  readonly desired: Pick<DesiredState, 'releases' | 'position'>;
  readonly record: ReconcilerRecord;
  /** Numbers of tickets that were found by the id of their release. */
  readonly tickets: ReadonlyMap<ReleaseId, number>;
  /** The last one of the same ticket that came before it and is not settled yet; null for none. */
  readonly ahead: RolloutMessage | null;
}

/** How a message stands by now that was judged before; what nobody has to deal with any more stays as it is. */
export function judgeAgain({ body, standing }: StoredMessage, facts: MessageFacts): MessageStanding {
  switch (standing.kind) {
    case 'received':
    case 'waiting':
      return judgeMessage(body, facts);
    case 'landed':
      if (facts.desired.position < standing.position) return standing;
      return { kind: 'settled', why: `it came to main as commit ${standing.commit.slice(0, 12)}` };
    case 'proposed': {
      const now = judgeMessage(body, facts);
      if (now.kind === 'refused') return { kind: 'settled', why: `overtaken: ${now.reasons.join('; ')}` };
      return now.kind === 'settled' ? now : standing;
    }
    default:
      return standing;
  }
}

/**
 * What becomes of a message as the world is now, with every reason at once. What it calls the previous state must be
 * what is recorded, else somebody changed a ticket that was out of date (R90); and the step must be one of the table.
 */
export function judgeMessage(body: string, facts: MessageFacts): MessageStanding {
  const read = readRolloutMessage(body);
  if (!read.ok) return { kind: 'refused', reasons: read.reasons };
  const { message } = read;
  const found = releasesOf(message.ticket, facts);
  const [id, ...others] = found;
  if (id === undefined) return judgeUnknown(message);
  if (others.length > 0)
    return refused(`ticket ${message.ticket} is that of several releases: ${found.join(', ')}`);
  const release = facts.desired.releases.find((each) => each.release.id === id)?.release;
  if (release === undefined) return refused(`main has no readable file of ${id}`);
  const observed = facts.record.releases.get(id)?.observed ?? { state: 'Submitted' };
  // Whoever made the ticket asked for a release, and here it is.
  if (message.previous === null && message.current !== observed.state)
    return { kind: 'settled', why: `ticket ${message.ticket} is that of ${id}` };
  return follows(message, facts.ahead, release) ?? judgeWish(message, release, observed);
}

/** Two quick changes of a ticket: the second goes on from what the first asks for, and waits for it. */
function follows(
  { current, previous }: RolloutMessage,
  ahead: RolloutMessage | null,
  { id, workflow }: Release,
): MessageStanding | null {
  if (ahead === null || ahead.current !== previous || previous === 'Deferred' || previous === 'Failed')
    return null;
  if (!isDesirable(current)) return null;
  const judgement = judge({ state: previous }, current, workflow.emergency.route);
  if (judgement.kind === 'refuse') return refused(`${judgement.sentence}; ${judgement.hint}`);
  return { kind: 'waiting', release: id };
}

function releasesOf(ticket: number, { desired, tickets }: MessageFacts): readonly ReleaseId[] {
  const named = desired.releases.filter(({ release }) => release.workflow.tickets.rt === ticket);
  const made = [...tickets].filter(([, number]) => number === ticket);
  return [...new Set([...named.map(({ release }) => release.id), ...made.map(([id]) => id)])];
}

// A new ticket may be a delivery, or one that we made and have not found again yet.
function judgeUnknown({ ticket, previous }: RolloutMessage): MessageStanding {
  if (previous === null) return { kind: 'waiting', release: null };
  return refused(`ticket ${ticket} is that of no release`);
}

function judgeWish(message: RolloutMessage, release: Release, observed: ObservedState): MessageStanding {
  const { current, previous } = message;
  const { state } = observed;
  const { desiredState, emergency } = release.workflow;
  if (current === state) return { kind: 'settled', why: `${release.id} is ${state}` };
  const stale =
    previous === state
      ? []
      : [
          `the ticket was changed from ${previous ?? 'nothing'}, but ${release.id} is ${state}: it is out of date`,
        ];
  if (!isDesirable(current))
    return refused(...stale, `${current} cannot be asked for; it comes about by itself`);
  const judgement = judge(observed, current, emergency.route);
  if (judgement.kind === 'refuse') return refused(...stale, `${judgement.sentence}; ${judgement.hint}`);
  if (stale.length > 0) return refused(...stale);
  if (current === desiredState) return { kind: 'settled', why: `main asks for ${current} already` };
  return { kind: 'waiting', release: release.id };
}

function isDesirable(state: string): state is DesirableState {
  return (desirableStates as readonly string[]).includes(state);
}

function refused(...reasons: readonly string[]): MessageStanding {
  const [first = 'it cannot be taken', ...others] = reasons;
  return { kind: 'refused', reasons: [first, ...others] };
}
