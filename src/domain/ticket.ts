import type { Sha256 } from './digest.ts';
import type { Instant } from './instant.ts';
import type { ReleaseId, StateName } from './release.ts';

/** Whether the ticket's state is true in the repositories (R92): still on its way, true, or failed. */
export type CommunicationStatus = 'Pending' | 'OK' | 'Failed';

/** The four standings of a ticket that the workflow uses (R21, R22). */
export type TicketStatus = 'new' | 'open' | 'rejected' | 'resolved';

/** What a ticket says about its release, in our words; a tracker's adapter translates to its own spelling (R14-R27). */
export interface TicketFields {
  /** One line by which people know the release. */
  readonly subject: string;
  readonly status: TicketStatus;
  readonly rolloutProgress: StateName;
  readonly communicationStatus: CommunicationStatus;
  /** Where the packages are now; empty before they are anywhere (R14). */
  readonly repositoryUrl: string;
  readonly emergencyRelease: 'Yes' | 'No';
  readonly releaseType: 'NonIncremental' | 'Incremental';
  readonly associatedMajorRelease: string;
  readonly syncProtocol: string;
  readonly syncUrl: string;
  /** Empty until the verification has ended (R25). */
  readonly verificationReport: string;
  /** Empty until stage rollout has ended (R26). */
  readonly stageRolloutReport: string;
}

/** The names of the fields, in the order in which people read them. */
export const ticketFieldNames = [
  'subject',
  'status',
  'rolloutProgress',
  'communicationStatus',
  'repositoryUrl',
  'emergencyRelease',
  'releaseType',
  'associatedMajorRelease',
  'syncProtocol',
  'syncUrl',
  'verificationReport',
  'stageRolloutReport',
] as const satisfies readonly (keyof TicketFields)[];

/** One who is on a ticket: a group of the tracker, one of its users by name, or whoever reads a mail address. */
export interface TicketPerson {
  readonly kind: 'group' | 'user' | 'address';
  readonly name: string;
}

/** Who owns a ticket in a phase: one person by policy, or nobody where policy names none (C12, R28). */
export interface TicketOwner {
  readonly person: TicketPerson | null;
  /** When the phase began: whom people give the ticket to after that stays its owner. */
  readonly since: Instant;
}

/** Those who are told of a ticket (R29, R97). */
export interface TicketWatchers {
  readonly cc: readonly TicketPerson[];
  readonly adminCc: readonly TicketPerson[];
}

/** A file that comes with a comment. */
export interface TicketAttachment {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/** A comment that is to stand on a ticket once; its key says which event it is about (R73, R76). */
export interface TicketComment {
  /** Lower-case letters, digits and hyphens; stands in the text, so that the comment is found again. */
  readonly key: string;
  readonly text: string;
  readonly attachment?: TicketAttachment;
}

/** A document of the provider, as it is in the pool (R11, R27). */
export interface TicketFile {
  readonly sha256: Sha256;
  readonly content: Uint8Array;
}

/** The documents of the provider that stand on a ticket. */
export const ticketFileNames = ['metadata', 'checksums'] as const;

/** One of them: release.xml, or checksums.xml. */
export type TicketFileName = (typeof ticketFileNames)[number];

/** The ticket that a release should have. */
export interface DesiredTicket {
  readonly release: ReleaseId;
  /** Number that the release file gives, or that is remembered; null when the ticket is to be found, or made. */
  readonly number: number | null;
  readonly fields: TicketFields;
  /** Null where nobody is to be put in or out: whoever owned it last, did. */
  readonly owner: TicketOwner | null;
  readonly watchers: TicketWatchers;
  /** Addresses that the ticket refers to; others beside them are left alone. */
  readonly links: readonly string[];
  /** Null until the release has been fetched, and where the provider has none. */
  readonly files: { readonly [name in TicketFileName]: TicketFile | null };
  readonly comments: readonly TicketComment[];
}

/** The ticket that a release has. */
export interface ObservedTicket {
  readonly number: number;
  /** Names this state of it, so that nobody's change in between is written over; null where the tracker has no such name. */
  readonly version: string | null;
  /** The release whose mark it carries; null when it carries none, as one that people made. */
  readonly release: ReleaseId | null;
  /** As the tracker has them, in our words; what it says otherwise is undefined. */
  readonly fields: { readonly [name in keyof TicketFields]: TicketFields[name] | undefined };
  /** Null for nobody. */
  readonly owner: TicketPerson | null;
  readonly watchers: TicketWatchers;
  readonly links: readonly string[];
  /** Digests of the documents that are there. */
  readonly files: { readonly [name in TicketFileName]: Sha256 | null };
  /** Keys of the comments that are there. */
  readonly comments: ReadonlySet<string>;
}

/** What a ticket has beside its fields. */
export type TicketPart = keyof TicketFields | 'owner' | keyof TicketWatchers | TicketFileName;

/** One thing that somebody else changed on a ticket; texts are clean and short. */
export interface TicketEdit {
  /** Number of the change, which grows with time. */
  readonly number: number;
  readonly part: TicketPart;
  /** Who did it, in the tracker's own spelling. */
  readonly by: string;
  readonly at: Instant;
  readonly from: string;
  readonly to: string;
}

/** What others did to a ticket. */
export interface TicketHistory {
  /** Since this user of ours changed something last, oldest first. */
  readonly edits: readonly TicketEdit[];
  /** When somebody else gave the ticket to its owner; null when it was not somebody else. */
  readonly given: Instant | null;
}

/** What has to be written into one ticket. */
export interface TicketChanges {
  /** The mark by which the ticket is found again; null when it is there. */
  readonly release: ReleaseId | null;
  readonly fields: Partial<TicketFields>;
  /** Absent when it stays; null for nobody. */
  readonly owner?: TicketPerson | null;
  readonly watchers: Partial<TicketWatchers>;
  /** Links that are missing. */
  readonly links: readonly string[];
  readonly files: { readonly [name in TicketFileName]?: TicketFile };
  readonly comments: readonly TicketComment[];
}
