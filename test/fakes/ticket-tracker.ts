import { StagepostError } from '../../src/domain/failure.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import type {
  DesiredTicket,
  ObservedTicket,
  TicketChanges,
  TicketComment,
  TicketFields,
  TicketHistory,
  TicketPart,
  TicketPerson,
  TicketWatchers,
} from '../../src/domain/ticket.ts';
import { changedParts } from '../../src/domain/ticket-changes.ts';
import type { TicketTracker } from '../../src/ports/ticket-tracker.ts';

/** A ticket in memory, open for tests to look at and to change. */
export interface FakeTicket {
  readonly number: number;
  /** Grows with every write. */
  version: number;
  release: ReleaseId;
  fields: TicketFields;
  owner: TicketPerson | null;
  watchers: TicketWatchers;
  readonly links: string[];
  files: ObservedTicket['files'];
  readonly comments: TicketComment[];
  /** What tests say that others did. */
  history: TicketHistory;
}

/** What goes wrong; all of it can be changed at any time. */
export interface TrackerFaults {
  /** Does not answer. */
  down: boolean;
  /** Does the next write, and then says that it failed. */
  failsAfterWrite: boolean;
  /** Parts that it does not take, whoever writes them. */
  readonly refuses: Set<TicketPart | 'links'>;
}

/** A tracker in memory that counts its writes. */
export interface FakeTracker extends TicketTracker {
  readonly tickets: FakeTicket[];
  readonly faults: TrackerFaults;
  /** Names of groups and users that it does not have. */
  readonly lacks: Set<string>;
  /** Every write by its verb and ticket, in order. */
  readonly writes: string[];
}

export function fakeTracker(): FakeTracker {
  const tickets: FakeTicket[] = [];
  const faults: TrackerFaults = { down: false, failsAfterWrite: false, refuses: new Set() };
  const lacks = new Set<string>();
  const writes: string[] = [];
  const written = (what: string) => {
    writes.push(what);
    if (!faults.failsAfterWrite) return;
    faults.failsAfterWrite = false;
    throw unreachable('answered with status 500');
  };
  const named = ({ kind, name }: TicketPerson): TicketPerson | null => {
    if (lacks.has(name)) return null;
    return { kind: kind === 'address' ? 'user' : kind, name };
  };
  return {
    tickets,
    faults,
    lacks,
    writes,
    problems: async ({ people }) => [
      ...(faults.down ? ['The fake tracker is down. Start it again.'] : []),
      ...people.filter(({ name }) => lacks.has(name)).map(({ name }) => `There is no ${name}. Make it.`),
    ],
    recognise: async (people) => {
      checkUp(faults);
      return people.map(named);
    },
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
    history: async ({ number }) => {
      checkUp(faults);
      return existing(tickets, number).history;
    },
    update: async ({ number, version }, changes) => {
      checkUp(faults);
      const ticket = existing(tickets, number);
      if (String(ticket.version) !== version) throw refused(`ticket ${number} was changed by somebody else`);
      const refusals = change(ticket, changes, faults);
      written(`update ${number}`);
      return { ticket: observed(ticket), refusals };
    },
    urlOf: (number) => `https://tracker.test/${number}`,
  };
}

const startingFields: TicketFields = {
  subject: '',
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

const quiet: TicketHistory = { edits: [], given: null };

function newTicket(number: number, wish: DesiredTicket, faults: TrackerFaults): FakeTicket {
  const { release, fields, files, owner, watchers, links } = wish;
  return {
    number,
    version: 1,
    release,
    fields: { ...startingFields, ...accepted(fields, faults) },
    owner: faults.refuses.has('owner') ? null : (owner?.person ?? null),
    watchers,
    links: [...links],
    files: { metadata: files.metadata?.sha256 ?? null, checksums: files.checksums?.sha256 ?? null },
    comments: [],
    history: quiet,
  };
}

function change(ticket: FakeTicket, changes: TicketChanges, faults: TrackerFaults): readonly string[] {
  const { refuses } = faults;
  const { release, fields, owner, watchers, files } = changes;
  ticket.version += 1;
  ticket.fields = { ...ticket.fields, ...accepted(fields, faults) };
  if (release !== null) ticket.release = release;
  if (owner !== undefined && !refuses.has('owner')) ticket.owner = owner;
  ticket.watchers = { ...ticket.watchers, ...accepted(watchers, faults) };
  if (!refuses.has('links')) ticket.links.push(...changes.links);
  const digests = Object.entries(files).map(([name, file]) => [name, file.sha256]);
  ticket.files = { ...ticket.files, ...accepted(Object.fromEntries(digests), faults) };
  const known = new Set(ticket.comments.map(({ key }) => key));
  ticket.comments.push(...changes.comments.filter(({ key }) => !known.has(key)));
  if (changedParts(changes).length > 0) ticket.history = quiet;
  const asked = [...changedParts(changes), ...(changes.links.length === 0 ? [] : ['links'])];
  return asked
    .filter((name) => refuses.has(name as TicketPart))
    .map((name) => `${name} was not taken: no permission.`);
}

function accepted<T extends object>(parts: T, { refuses }: TrackerFaults): T {
  return Object.fromEntries(Object.entries(parts).filter(([name]) => !refuses.has(name as TicketPart))) as T;
}

function byRelease(tickets: readonly FakeTicket[], release: ReleaseId): FakeTicket | null {
  const found = tickets.filter((ticket) => ticket.release === release);
  if (found.length > 1) throw refused(`several tickets carry the id ${release}`);
  return found[0] ?? null;
}

function byNumber(tickets: readonly FakeTicket[], release: ReleaseId, number: number): FakeTicket | null {
  const ticket = tickets.find((each) => each.number === number);
  if (ticket === undefined) return null;
  if (ticket.release !== release) throw refused(`ticket ${number} is the one of ${ticket.release}`);
  return ticket;
}

function existing(tickets: readonly FakeTicket[], number: number): FakeTicket {
  const ticket = tickets.find((each) => each.number === number);
  if (ticket === undefined) throw refused(`there is no ticket ${number}`);
  return ticket;
}

function observed(ticket: FakeTicket): ObservedTicket {
  const { number, version, release, fields, owner, watchers, links, files, comments } = ticket;
  return {
    number,
    version: String(version),
    release,
    fields,
    owner,
    watchers,
    links: [...links],
    files,
    comments: new Set(comments.map(({ key }) => key)),
  };
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
