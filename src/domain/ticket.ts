import type { Sha256 } from './digest.ts';
import type { ReleaseId, StateName } from './release.ts';

/** Whether the ticket's state is true in the repositories (R92): still on its way, true, or failed. */
export type CommunicationStatus = 'Pending' | 'OK' | 'Failed';

/** The four standings of a ticket that the workflow uses (R21, R22). */
export type TicketStatus = 'new' | 'open' | 'rejected' | 'resolved';

/** What a ticket says about its release, in our words; a tracker's adapter translates to its own spelling (R14-R27). */
export interface TicketFields {
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

/** A comment that is to stand on a ticket once; its key says which event it is about (R73, R76). */
export interface TicketComment {
  /** Lower-case letters, digits and hyphens; stands in the text, so that the comment is found again. */
  readonly key: string;
  readonly text: string;
}

/** The provider's release.xml, as it is in the pool (R11, R27). */
export interface ReleaseMetadata {
  readonly sha256: Sha256;
  readonly content: Uint8Array;
}

/** The ticket that a release should have. */
export interface DesiredTicket {
  readonly release: ReleaseId;
  /** Number that the release file gives; null when the ticket is to be found, or made. */
  readonly number: number | null;
  readonly subject: string;
  readonly fields: TicketFields;
  /** Null until the release has been fetched. */
  readonly metadata: ReleaseMetadata | null;
  readonly comments: readonly TicketComment[];
}

/** The ticket that a release has. */
export interface ObservedTicket {
  readonly number: number;
  /** The release whose mark it carries; null when it carries none, as one that people made. */
  readonly release: ReleaseId | null;
  /** As the tracker has them, in our words; what it says otherwise is undefined. */
  readonly fields: { readonly [name in keyof TicketFields]: TicketFields[name] | undefined };
  /** Digest of the attached release.xml; null when there is none. */
  readonly metadata: Sha256 | null;
  /** Keys of the comments that are there. */
  readonly comments: ReadonlySet<string>;
}

/** What has to be written into one ticket. */
export interface TicketChanges {
  /** The mark by which the ticket is found again; null when it is there. */
  readonly release: ReleaseId | null;
  readonly fields: Partial<TicketFields>;
  readonly metadata: ReleaseMetadata | null;
  readonly comments: readonly TicketComment[];
}

/** What is different; the same arguments give the same changes, and equal tickets give none. */
export function ticketChanges(desired: DesiredTicket, observed: ObservedTicket): TicketChanges {
  const changed = ticketFieldNames.filter((name) => desired.fields[name] !== observed.fields[name]);
  const metadata = desired.metadata?.sha256 === observed.metadata ? null : desired.metadata;
  return {
    release: desired.release === observed.release ? null : desired.release,
    fields: Object.fromEntries(changed.map((name) => [name, desired.fields[name]])),
    metadata,
    comments: desired.comments.filter((comment) => !observed.comments.has(comment.key)),
  };
}

/** Whether there is nothing to write. */
export function isUnchanged({ release, fields, metadata, comments }: TicketChanges): boolean {
  const said = Object.keys(fields).length === 0 && comments.length === 0;
  return release === null && metadata === null && said;
}
