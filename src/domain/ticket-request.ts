import type { Instant } from './instant.ts';
import type { Effect } from './lifecycle.ts';
import type { ReleaseId, StateName } from './release.ts';

/** What administrators decide about changes that people make on tickets (R91). */
export interface RequestPolicy {
  /** By key of role: groups of the tracker whose members have it there. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** Steps that come to main by themselves, by what they do to packages. */
  readonly merge: readonly Effect[];
  /** Whether a ticket that says so makes its release an emergency (R20, R55). */
  readonly emergency: 'propose' | 'ignore';
}

/** A change of the state on a ticket by somebody else than us, as the tracker has written it down. */
export interface TicketChange {
  /** The tracker's own number of it, which grows with time. */
  readonly number: number;
  readonly ticket: number;
  /** Who did it, in the tracker's own spelling. */
  readonly actor: string;
  readonly at: Instant;
  /** Null for a ticket that was made by it. */
  readonly from: StateName | null;
  readonly to: StateName;
}

/** What others did to the tickets of the queue. */
export interface TicketNews {
  /** Changes of states and new tickets, oldest first. */
  readonly changes: readonly TicketChange[];
  /** Tickets of which anything was changed by others. */
  readonly touched: readonly number[];
  /** Number of the newest thing that was done; null when nothing was. */
  readonly newest: number | null;
}

/** A ticket as a request needs it (R60). */
export interface TicketReading {
  readonly ticket: number;
  /** The release whose mark it carries; null when it carries none. */
  readonly release: ReleaseId | null;
  /** Changes of the state by others, oldest first, as far back as the last hundred. */
  readonly changes: readonly TicketChange[];
  /** Numbers of our own changes among the same. */
  readonly own: readonly number[];
  /** Links to reports that others filled in, oldest first. */
  readonly reports: readonly {
    readonly number: number;
    readonly field: 'verificationReport' | 'stageRolloutReport';
    readonly link: string;
  }[];
  /** Empty where the field is. */
  readonly verificationReport: string;
  readonly stageRolloutReport: string;
  readonly isEmergency: boolean;
  /** Whether somebody has to deal with the ticket yet. */
  readonly isOpen: boolean;
}

/** Who is behind a name of the tracker. */
export interface TicketActor {
  readonly login: string;
  /** The login where the tracker knows no other name. */
  readonly name: string;
  /** Empty where the tracker knows none, or does not show it. */
  readonly mail: string;
  /** Those of the groups that were asked about of which the person is a member. */
  readonly groups: readonly string[];
}

/** A new release as somebody has described it by a ticket. */
export interface TicketOffer {
  readonly subject: string;
  readonly majorRelease: string;
  readonly type: string;
  readonly isEmergency: boolean;
  /** Where the provider offers it. */
  readonly url: string;
  /** Null when nothing is attached, or more than anybody reads. */
  readonly checksums: Uint8Array | null;
  readonly releaseXml: Uint8Array | null;
}
