import type { MailAddress } from './mail.ts';
import type { ReleaseId, StateName } from './release.ts';

/** Who can be told, in the order of the columns of the matrix; `watchers` are persons, the others mostly lists (R103). */
export const notifiedGroups = [
  'verification',
  'stagedRollout',
  'earlyAdopters',
  'releaseManager',
  'provider',
  'watchers',
  'administrators',
] as const;

/** A column of the matrix. */
export type NotifiedGroup = (typeof notifiedGroups)[number];

/** The groups that are one list each. */
export type ListGroup = Exclude<NotifiedGroup, 'earlyAdopters' | 'provider' | 'watchers'>;

/** On what a cell depends beside its state: on nothing, or on how the release came there. */
export type NotificationCondition =
  | 'always'
  /** It has been in stage rollout before. */
  | 'after-stage-rollout'
  /** A team has accepted it; of the early adopters, those teams alone. */
  | 'took-part'
  /** Its fetch failed by what the provider offers. */
  | 'provider-at-fault';

/** One cell of the matrix (R96). */
export interface MatrixCell {
  /** A message is addressed to the group, or it gets a copy, or it hears nothing. */
  readonly tell: 'to' | 'cc' | 'nothing';
  readonly when: NotificationCondition;
  /** The message must carry the reason or the outcome. */
  readonly reason: boolean;
}

/** Who is told of which state: every state and every group (C11). */
export type NotificationMatrix = {
  readonly [state in StateName]: { readonly [group in NotifiedGroup]: MatrixCell };
};

/** What administrators decide about notifications. */
export interface NotificationPolicy {
  /** A group of the tracker or a mail address, for each group that is one list. */
  readonly lists: { readonly [group in ListGroup]: string };
  /** The list of the early adopters of a stack, where it is not `early-adopters-<stack>`. */
  readonly stackLists: ReadonlyMap<string, string>;
  /** Persons who are told of every state that names the watchers (R29). */
  readonly watchers: readonly string[];
  readonly matrix: NotificationMatrix;
  /**
   * How those are told who have a mail address: by the Cc of the ticket where a host has a tracker and by our own mail
   * where it has none, or by both.
   */
  readonly by: 'ticket-or-mail' | 'both';
  /** Who gets one mail a day, by address, and at which hour of the policy's time zone. */
  readonly daily: { readonly hour: number; readonly recipients: readonly MailAddress[] };
  /** Mails that one address gets in an hour at most. */
  readonly perHour: number;
}

/** One who would be told. */
export interface Recipient {
  /** Lists are reached as a group, persons by their own address (R103). */
  readonly kind: 'list' | 'person';
  readonly name: string;
  readonly as: 'to' | 'cc';
  /** Whether this one must be told why. */
  readonly reason: boolean;
  /** Every ground on which it is told; never empty. */
  readonly because: readonly string[];
}

/** A group that the matrix names and behind which there is nobody. */
export interface Unreached {
  readonly group: NotifiedGroup;
  readonly sentence: string;
}

/** Who would be told that a release is in a state, and what the message has to say (R93-R103). */
export interface Notification {
  readonly release: ReleaseId;
  readonly state: StateName;
  /** Those addressed first, then the copies; each name once for a kind. */
  readonly recipients: readonly Recipient[];
  readonly unreached: readonly Unreached[];
  /** The reason or outcome; null where nothing is known. */
  readonly text: string | null;
  /** Whether somebody must be told why; with a text of null, the message would lack what it must say. */
  readonly textRequired: boolean;
}

const nothing: MatrixCell = { tell: 'nothing', when: 'always', reason: false };
const to: MatrixCell = { tell: 'to', when: 'always', reason: false };
const cc: MatrixCell = { tell: 'cc', when: 'always', reason: false };
const toWithReason: MatrixCell = { ...to, reason: true };
const afterStageRollout: MatrixCell = { ...cc, when: 'after-stage-rollout' };

/** The matrix that is shipped; configuration may change every cell (R93-R96, R99-R101). */
export const shippedMatrix: NotificationMatrix = {
  Submitted: row({ provider: to }),
  Unverified: row({ verification: to }),
  InVerification: row({ verification: to }),
  WaitingForResponse: row({ provider: toWithReason }),
  StageRollout: row({ stagedRollout: to, earlyAdopters: to }),
  Deferred: row({ verification: cc, stagedRollout: cc, provider: cc }),
  Rejected: row({
    verification: cc,
    stagedRollout: afterStageRollout,
    earlyAdopters: { ...cc, when: 'took-part' },
    provider: toWithReason,
  }),
  Ignored: row({ verification: cc, stagedRollout: cc, provider: toWithReason }),
  NotPublished: row({ verification: cc, stagedRollout: cc, provider: toWithReason }),
  Production: row({ earlyAdopters: cc, releaseManager: to, provider: to }),
  Failed: row({
    verification: to,
    stagedRollout: afterStageRollout,
    provider: { ...to, when: 'provider-at-fault' },
    administrators: { ...cc, reason: true },
  }),
};

function row(cells: Partial<NotificationMatrix[StateName]>): NotificationMatrix[StateName] {
  return {
    verification: nothing,
    stagedRollout: nothing,
    earlyAdopters: nothing,
    releaseManager: nothing,
    provider: nothing,
    watchers: cc,
    administrators: cc,
    ...cells,
  };
}
