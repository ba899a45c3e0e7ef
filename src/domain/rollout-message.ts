import { sha256Of } from './digest.ts';
import { cleanText } from './failure.ts';
import { type Instant, msOf } from './instant.ts';
import { desirableStates, type ReleaseId, type StateName } from './release.ts';
import type { TicketChange } from './ticket-request.ts';

/** What a ticket tracker says when somebody changed the state on a ticket (R86). */
export interface RolloutMessage {
  readonly ticket: number;
  readonly current: StateName;
  /** Null for a ticket that is new. */
  readonly previous: StateName | null;
  readonly emergency: boolean;
  /** Who changed it, in the tracker's own spelling; empty where it does not say. */
  readonly actor: string;
}

/** What became of a message. */
export type MessageStanding =
  /** Stored, and judged by the next cycle. */
  | { readonly kind: 'received' }
  /** Accepted; it waits to become a request in git. `release` is null for a ticket that no release has yet. */
  | { readonly kind: 'waiting'; readonly release: ReleaseId | null }
  /** It stands on a branch, for people to merge; `url` is that of the pull request, null where there is no code host. */
  | {
      readonly kind: 'proposed';
      readonly release: ReleaseId | null;
      readonly branch: string;
      readonly url: string | null;
    }
  /** It is on main, and the next cycle takes it up; `position` is at least that of its commit. */
  | {
      readonly kind: 'landed';
      readonly release: ReleaseId | null;
      readonly commit: string;
      readonly position: number;
    }
  /** Nothing is left to do: what it asks for is so, or is asked for in git. */
  | { readonly kind: 'settled'; readonly why: string }
  | { readonly kind: 'refused'; readonly reasons: readonly [string, ...string[]] }
  /** Taken out by an operator. */
  | { readonly kind: 'dropped'; readonly operator: string };

/** The standings of messages with which somebody has to deal yet. */
export const openStandings = [
  'received',
  'waiting',
  'proposed',
  'landed',
] as const satisfies readonly MessageStanding['kind'][];

/** A message as it is kept (R89). */
export interface StoredMessage {
  /** The sender's name for this delivery; a repeated one is the same message. */
  readonly delivery: string;
  readonly receivedAt: Instant;
  /** As it came. */
  readonly body: string;
  readonly standing: MessageStanding;
}

const states: ReadonlyMap<string, StateName> = new Map([
  ...[...desirableStates, 'Submitted' as const, 'Deferred' as const, 'Failed' as const].map(
    (state) => [state, state] as const,
  ),
  // As Request Tracker spells it.
  ['Not published', 'NotPublished'],
]);

/** A message, or every reason why it is none (R87). */
export type ReadMessage =
  | { readonly ok: true; readonly message: RolloutMessage }
  | { readonly ok: false; readonly reasons: readonly [string, ...string[]] };

/** Reads the body of a message. Fields that are not named here are left alone. */
export function readRolloutMessage(body: string): ReadMessage {
  const value = parsed(body);
  if (value === undefined) return { ok: false, reasons: ['the body is not a JSON object'] };
  const { Ticket_Id: ticket, Emergency_Release: emergency, Actor: actor } = value;
  const current = stateOf(value.Current_Rollout_Progress);
  const previous = value.Previous_Rollout_Progress === '' ? null : stateOf(value.Previous_Rollout_Progress);
  const [first, ...others] = [
    ...(isTicket(ticket) ? [] : [`Ticket_Id must be a whole number from 1 on, and is ${shown(ticket)}`]),
    ...(current === undefined ? [noState('Current_Rollout_Progress', value)] : []),
    ...(previous === undefined ? [noState('Previous_Rollout_Progress', value)] : []),
    ...(emergency === 'Yes' || emergency === 'No'
      ? []
      : [`Emergency_Release must be Yes or No, and is ${shown(emergency)}`]),
  ];
  if (first !== undefined) return { ok: false, reasons: [first, ...others] };
  if (!isTicket(ticket) || current === undefined || previous === undefined)
    throw new Error('a field without a reason is right');
  const by = typeof actor === 'string' ? cleanText(actor).slice(0, 200) : '';
  return { ok: true, message: { ticket, current, previous, emergency: emergency === 'Yes', actor: by } };
}

/** How a tracker spells a state in our words; undefined for what is none. */
export function stateNamed(text: string): StateName | undefined {
  return states.get(text);
}

/**
 * The number of the change that a delivery tells of, where it is named as deploy/rt does: ticket, transaction, and the
 * second in which it was made. Undefined for every other name.
 */
export function changeNamed(delivery: string, ticket: number): number | undefined {
  const [, of, change] = /^(\d+)-(\d+)-\d+$/.exec(delivery) ?? [];
  return Number(of) === ticket ? Number(change) : undefined;
}

/** The name under which deploy/rt sends a change. */
export function deliveryOf({ ticket, number, at }: Pick<TicketChange, 'ticket' | 'number' | 'at'>): string {
  return `${ticket}-${number}-${msOf(at) / 1000}`;
}

/** The key under which the edit of a message goes into git; its branch is named after it. */
export function requestKey(delivery: string): string {
  // Other senders may call a delivery what no branch can be called.
  return /^\d+(?:-\d+)*$/.test(delivery) ? `rt-${delivery}` : `rt-${sha256Of(delivery).slice(0, 16)}`;
}

/** The message of a change that was found where the tracker wrote it down; whether it is an emergency, the ticket says. */
export function messageBody({ ticket, actor, from, to }: TicketChange): string {
  return JSON.stringify({
    Actor: actor,
    Current_Rollout_Progress: to,
    Emergency_Release: 'No',
    Previous_Rollout_Progress: from ?? '',
    Ticket_Id: ticket,
  });
}

/** Whether two bodies tell of the same change; one of them may have been found where the tracker wrote it down. */
export function tellsTheSame(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [readRolloutMessage(one), readRolloutMessage(other)];
  if (!a.ok || !b.ok) return false;
  const change = ({ ticket, current, previous, actor }: RolloutMessage) =>
    JSON.stringify([ticket, current, previous, actor]);
  return change(a.message) === change(b.message);
}

function parsed(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function isTicket(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}

function stateOf(value: unknown): StateName | undefined {
  return typeof value === 'string' ? states.get(value) : undefined;
}

function noState(field: string, value: Readonly<Record<string, unknown>>): string {
  return `${field} must be one of ${[...states.values()].join(', ')}, and is ${shown(value[field])}`;
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : cleanText(JSON.stringify(value).slice(0, 100));
}
