import type { ObservedState } from '../../domain/lifecycle.ts';
import type { Policy, TicketPhase } from '../../domain/policy.ts';
import type { ReleaseRecord, Visit } from '../../domain/record.ts';
import type { StateName } from '../../domain/release.ts';
import type { TicketOwner, TicketPerson, TicketWatchers } from '../../domain/ticket.ts';
import { isSamePerson } from '../../domain/ticket-changes.ts';
import type { Reached } from './members-of.ts';
import { type NotificationFacts, type Told, toldOf } from './notification-of.ts';

/**
 * Who is told of a ticket, made from nothing for the state that is recorded, and so only once it is true (R97, R98):
 * administrators and watchers stand behind it in every state that the matrix names them for (R29, R95), the others are
 * those of the state. Who is both is told once.
 */
export function ticketWatchers(facts: NotificationFacts): TicketWatchers {
  const { told } = toldOf(facts);
  const isBehind = ({ group }: Told) => group === 'administrators' || group === 'watchers';
  const cc = peopleOf(told.filter((each) => !isBehind(each)));
  const behind = peopleOf(told.filter(isBehind));
  return { cc, adminCc: behind.filter((one) => !cc.some((other) => isSamePerson(one, other))) };
}

/**
 * Who owns a ticket while its release is in a phase (R28, C12); null where nobody is to be put in or out: before
 * anybody works on it, and after its end.
 */
export function ticketOwner(
  { observed, visits }: ReleaseRecord,
  { tickets }: Pick<Policy, 'tickets'>,
): TicketOwner | null {
  const phase = phaseOf(observed);
  if (phase === null) return null;
  // A failure interrupts no phase.
  const other = visits.findLastIndex((visit) => visit.state !== 'Failed' && phases[visit.state] !== phase);
  const { entered } = visits[other + 1] ?? (visits.at(-1) as Visit);
  const named = tickets.owners[phase];
  return { person: named === null ? null : personNamed(named), since: entered };
}

/** Everybody whom policy names for tickets by a name that does not depend on a release; for looking whether they are there. */
export function namedPeople({ notifications, tickets }: Policy): readonly TicketPerson[] {
  const { lists, stackLists } = notifications;
  const owners = Object.values(tickets.owners).filter((name) => name !== null);
  return [...[...Object.values(lists), ...stackLists.values()].map(listNamed), ...owners.map(personNamed)];
}

const phases: { readonly [state in Exclude<StateName, 'Failed'>]: TicketPhase | null } = {
  Submitted: null,
  Unverified: 'verification',
  InVerification: 'verification',
  WaitingForResponse: 'verification',
  StageRollout: 'stagedRollout',
  Deferred: 'stagedRollout',
  Production: null,
  Rejected: null,
  Ignored: null,
  NotPublished: null,
};

function phaseOf(observed: ObservedState): TicketPhase | null {
  if (observed.state !== 'Failed') return phases[observed.state];
  // What could not be fetched is looked at by those who verify, a failed rollback by those who roll out.
  if (observed.from === 'Submitted') return 'verification';
  return observed.from === 'Production' ? 'stagedRollout' : phases[observed.from];
}

function peopleOf(told: readonly Told[]): readonly TicketPerson[] {
  const all = told.flatMap(({ members }) => (typeof members === 'string' ? [] : members.map(personReached)));
  const first = (one: TicketPerson) => all.findIndex((other) => isSamePerson(one, other));
  return all.filter((one, at) => isPlain(one) && first(one) === at);
}

function personReached({ kind, name }: Reached): TicketPerson {
  return kind === 'list' ? listNamed(name) : personNamed(name);
}

function listNamed(name: string): TicketPerson {
  return { kind: name.includes('@') ? 'address' : 'group', name };
}

// Contacts are written as people like: `Emi Release <release@emi.example.org>` is one as well.
function personNamed(name: string): TicketPerson {
  const [, address] = /<([^<>@\s,;]+@[^<>@\s,;]+)>$/.exec(name) ?? [];
  return { kind: name.includes('@') ? 'address' : 'user', name: address ?? name };
}

// A tracker reads more into an address than there is.
function isPlain({ kind, name }: TicketPerson): boolean {
  return kind !== 'address' || /^[^<>@\s,;:"()]+@[^<>@\s,;:"()]+$/.test(name);
}
