import { cleanText } from './failure.ts';
import type { Instant } from './instant.ts';
import { desirableStates, type ReleaseId, type StateName } from './release.ts';

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
  /** Nothing is left to do: what it asks for is so, or is asked for in git. */
  | { readonly kind: 'settled'; readonly why: string }
  | { readonly kind: 'refused'; readonly reasons: readonly [string, ...string[]] }
  /** Taken out by an operator. */
  | { readonly kind: 'dropped'; readonly operator: string };

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
