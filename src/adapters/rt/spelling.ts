import type { StateName } from '../../domain/release.ts';
import type { CommunicationStatus, TicketFields, TicketFileName, TicketStatus } from '../../domain/ticket.ts';

/** How one of our fields is called and spelled there. Null stands for what has no place on the other side. */
export interface Spelling<T extends string> {
  readonly field: string;
  /** What may be written; null where any text may. */
  readonly choices: readonly string[] | null;
  readonly toTheirs: (ours: T) => string;
  readonly toOurs: (theirs: string) => T | undefined;
}

/** RT's own field for where a ticket stands. */
export const statusField = 'Status';

/** RT's own fields; all others are custom fields. */
export const ownFields: readonly string[] = [statusField, 'Subject'];

/** The custom field by which a ticket is found again. */
export const releaseField = 'Stagepost-Release';

/** The custom fields that hold documents of the provider, and what these are called there. */
export const fileFields: {
  readonly [name in TicketFileName]: { readonly field: string; readonly file: string };
} = {
  metadata: { field: 'Release-metadata', file: 'release.xml' },
  checksums: { field: 'Release-checksums', file: 'checksums.xml' },
};

const states: Readonly<Record<StateName, string>> = {
  Submitted: 'Submitted',
  Unverified: 'Unverified',
  InVerification: 'InVerification',
  WaitingForResponse: 'WaitingForResponse',
  StageRollout: 'StageRollout',
  Deferred: 'Deferred',
  Production: 'Production',
  Rejected: 'Rejected',
  Ignored: 'Ignored',
  NotPublished: 'Not published',
  Failed: 'Failed',
};

const statuses: Readonly<Record<TicketStatus, string>> = {
  new: 'new',
  open: 'open',
  rejected: 'rejected',
  resolved: 'resolved',
};

const communication: Readonly<Record<CommunicationStatus, string>> = {
  Pending: 'Pending',
  OK: 'OK',
  Failed: 'Failed',
};

/** Every field of a ticket in RT's words. */
export const spellings: { readonly [name in keyof TicketFields]: Spelling<TicketFields[name]> } = {
  subject: text('Subject'),
  status: choice(statusField, statuses),
  rolloutProgress: choice('RolloutProgress', states),
  communicationStatus: choice('CommunicationStatus', communication),
  repositoryUrl: text('RepositoryURL'),
  emergencyRelease: choice('EmergencyRelease', { No: 'No', Yes: 'Yes' }),
  releaseType: choice('ReleaseType', { NonIncremental: 'NonIncremental', Incremental: 'Incremental' }),
  associatedMajorRelease: text('AssociatedMajorRelease'),
  syncProtocol: text('Sync-Protocol'),
  syncUrl: text('Sync-URL'),
  verificationReport: text('Verification-Report'),
  stageRolloutReport: text('StageRollout-Report'),
};

function choice<T extends string>(field: string, words: Readonly<Record<T, string>>): Spelling<T> {
  const pairs = Object.entries(words) as [T, string][];
  const ours = new Map(pairs.map(([word, theirs]) => [theirs, word]));
  return {
    field,
    choices: pairs.map(([, theirs]) => theirs),
    toTheirs: (word) => words[word],
    toOurs: (theirs) => ours.get(theirs),
  };
}

function text(field: string): Spelling<string> {
  return { field, choices: null, toTheirs: (ours) => ours, toOurs: (theirs) => theirs };
}
