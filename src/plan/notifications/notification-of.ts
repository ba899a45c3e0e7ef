import {
  type MatrixCell,
  type Notification,
  type NotifiedGroup,
  notifiedGroups,
  type Recipient,
  type Unreached,
} from '../../domain/notification.ts';
import type { ReleaseRecord } from '../../domain/record.ts';
import type { StateName } from '../../domain/release.ts';
import { isWithdrawn } from '../../domain/withdrawal.ts';
import { isTold } from './is-told.ts';
import { type MemberFacts, membersOf, type Reached } from './members-of.ts';

/** What a notification is made from: what is written down, what main says today, and the policy. */
export interface NotificationFacts extends MemberFacts {
  /** Ends with the state that is told of, so that only what has happened can be told (R98). */
  readonly recorded: ReleaseRecord;
}

/**
 * Who would be told that a release has come to where its record ends. Made from nothing each time, so that nobody stays
 * on a list by accident (R97); the same facts give the same recipients in the same order.
 */
export function notificationOf(facts: NotificationFacts): Notification {
  const { release } = facts;
  const { state, told } = toldOf(facts);
  const textRequired = told.some(({ cell }) => cell.reason);
  return {
    release: release.id,
    state,
    recipients: merged(told.flatMap(recipientsOf)),
    unreached: told.flatMap(({ group, members }): readonly Unreached[] =>
      typeof members === 'string' ? [{ group, sentence: members }] : [],
    ),
    text: textOf(facts, textRequired),
    textRequired,
  };
}

/** The groups that the matrix names for the state where the record ends, with who is behind each. */
export function toldOf(facts: NotificationFacts): {
  readonly state: StateName;
  readonly told: readonly Told[];
} {
  const { recorded, reports, policy } = facts;
  const { state } = recorded.visits.at(-1) ?? recorded.visits[0];
  const row = policy.notifications.matrix[state];
  const told = notifiedGroups.flatMap((group): readonly Told[] => {
    const cell = row[group];
    const speaks = cell.tell !== 'nothing' && isTold(cell.when, recorded, reports);
    return speaks ? [{ group, cell, members: membersOf(group, cell, facts) }] : [];
  });
  return { state, told };
}

/** A group that is told; a sentence where there is nobody behind it. */
export interface Told {
  readonly group: NotifiedGroup;
  readonly cell: MatrixCell;
  readonly members: readonly Reached[] | string;
}

function recipientsOf({ cell, members }: Told): readonly Recipient[] {
  if (typeof members === 'string') return [];
  const as = cell.tell === 'to' ? 'to' : 'cc';
  return members.map(({ kind, name, because }) => {
    return { kind, name, as, reason: cell.reason, because: [because] };
  });
}

/** Each name once for a kind, addressed if any ground addresses it; those addressed first. */
function merged(recipients: readonly Recipient[]): readonly Recipient[] {
  const found = new Map<string, Recipient>();
  for (const each of recipients) {
    const key = `${each.kind} ${each.name}`;
    const before = found.get(key);
    found.set(key, before === undefined ? each : both(before, each));
  }
  const all = [...found.values()];
  return [...all.filter(({ as }) => as === 'to'), ...all.filter(({ as }) => as === 'cc')];
}

function both(a: Recipient, b: Recipient): Recipient {
  return {
    ...a,
    as: a.as === 'to' ? 'to' : b.as,
    reason: a.reason || b.reason,
    because: [...new Set([...a.because, ...b.because])],
  };
}

/**
 * A reason that must be told and was not given with the step may be added to the file afterwards. Beside that, it tells of a
 * warning, and of what leaves production; on every other step it may stand in the file from an earlier one.
 */
function textOf(
  { release: { workflow }, recorded }: NotificationFacts,
  textRequired: boolean,
): string | null {
  const { observed, visits } = recorded;
  if (observed.state === 'Failed') return observed.failure.message;
  const given = (visits.at(-1) ?? visits[0]).reason;
  if (textRequired) return given ?? workflow.reason;
  if (isWithdrawn(observed)) return given;
  if (observed.state !== 'Production') return visits.at(-2)?.state === 'Production' ? given : null;
  return workflow.outcome === 'Warning' && given !== null ? `Warning: ${given}` : workflow.outcome;
}
