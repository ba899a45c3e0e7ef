import type { Sha256 } from '../../src/domain/digest.ts';
import { StagepostError } from '../../src/domain/failure.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import type { DesiredTicket, TicketChanges, TicketComment, TicketFields } from '../../src/domain/ticket.ts';
import type { TicketTracker } from '../../src/ports/ticket-tracker.ts';

/** A ticket in memory, open for tests to look at and to change. */
export interface FakeTicket {
  readonly number: number;
  release: ReleaseId;
  readonly subject: string;
  fields: TicketFields;
  metadata: Sha256 | null;
  readonly comments: TicketComment[];
}

/** What goes wrong; all of it can be changed at any time. */
export interface TrackerFaults {
  /** Does not answer. */
  down: boolean;
  /** Does the next write, and then says that it failed. */
  failsAfterWrite: boolean;
  /** Fields that it does not take, whoever writes them. */
  readonly refuses: Set<keyof TicketFields>;
}

/** A tracker in memory that counts its writes. */
export interface FakeTracker extends TicketTracker {
  readonly tickets: FakeTicket[];
  readonly faults: TrackerFaults;
  /** Every write by its verb and ticket, in order. */
  readonly writes: string[];
}

export function fakeTracker(): FakeTracker {
  const tickets: FakeTicket[] = [];
  const faults: TrackerFaults = { down: false, failsAfterWrite: false, refuses: new Set() };
  const writes: string[] = [];
  const written = (what: string) => {
    writes.push(what);
    if (!faults.failsAfterWrite) return;
    faults.failsAfterWrite = false;
    throw unreachable('answered with status 500');
  };
  return {
    tickets,
    faults,
    writes,
    problems: async () => (faults.down ? ['The fake tracker is down. Start it again.'] : []),
    find: async (release, number) => {
      checkUp(faults);
      const ticket = number === null ? byRelease(tickets, release) : byNumber(tickets, release, number);
      return ticket === null ? null : observed(ticket);
    },
    create: async (wish) => {
      checkUp(faults);
      const ticket = newTicket(tickets.length + 1, wish, faults);
      tickets.push(ticket);
      written(`create ${ticket.number}`);
      return ticket.number;
    },
    update: async (number, changes) => {
      checkUp(faults);
      const refusals = change(existing(tickets, number), changes, faults);
      written(`update ${number}`);
      return refusals;
    },
    urlOf: (number) => `https://tracker.test/${number}`,
  };
}

const startingFields: TicketFields = {
  status: 'new',
  rolloutProgress: 'Submitted',
  communicationStatus: 'Pending',
  repositoryUrl: '',
  emergencyRelease: 'No',
  releaseType: 'NonIncremental',
  associatedMajorRelease: '',
  syncProtocol: 'rsync',
  syncUrl: '',
  verificationReport: '',
  stageRolloutReport: '',
};

function newTicket(number: number, wish: DesiredTicket, faults: TrackerFaults): FakeTicket {
  const { release, subject, metadata } = wish;
  const fields = { ...startingFields, ...accepted(wish.fields, faults) };
  return { number, release, subject, fields, metadata: metadata?.sha256 ?? null, comments: [] };
}

function change(ticket: FakeTicket, changes: TicketChanges, faults: TrackerFaults): readonly string[] {
  ticket.fields = { ...ticket.fields, ...accepted(changes.fields, faults) };
  if (changes.release !== null) ticket.release = changes.release;
  if (changes.metadata !== null) ticket.metadata = changes.metadata.sha256;
  const known = new Set(ticket.comments.map(({ key }) => key));
  ticket.comments.push(...changes.comments.filter(({ key }) => !known.has(key)));
  const names = Object.keys(changes.fields) as (keyof TicketFields)[];
  return names
    .filter((name) => faults.refuses.has(name))
    .map((name) => `${name} was not taken: no permission.`);
}

function accepted(fields: Partial<TicketFields>, { refuses }: TrackerFaults): Partial<TicketFields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => !refuses.has(name as keyof TicketFields)),
  );
}

function byRelease(tickets: readonly FakeTicket[], release: ReleaseId): FakeTicket | null {
  const found = tickets.filter((ticket) => ticket.release === release);
  if (found.length > 1) throw refused(`several tickets carry the id ${release}`);
  return found[0] ?? null;
}

function byNumber(tickets: readonly FakeTicket[], release: ReleaseId, number: number): FakeTicket {
  const ticket = existing(tickets, number);
  if (ticket.release !== release) throw refused(`ticket ${number} is the one of ${ticket.release}`);
  return ticket;
}

function existing(tickets: readonly FakeTicket[], number: number): FakeTicket {
  const ticket = tickets.find((each) => each.number === number);
  if (ticket === undefined) throw refused(`there is no ticket ${number}`);
  return ticket;
}

function observed({ number, release, fields, metadata, comments }: FakeTicket) {
  return { number, release, fields, metadata, comments: new Set(comments.map(({ key }) => key)) };
}

function checkUp({ down }: TrackerFaults): void {
  if (down) throw unreachable('does not answer');
}

function unreachable(message: string): StagepostError {
  return new StagepostError({ code: 'tracker-unreachable', message });
}

function refused(message: string): StagepostError {
  return new StagepostError({ code: 'tracker-refused', message });
}
