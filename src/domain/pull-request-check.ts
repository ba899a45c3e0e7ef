import type { CommitSha } from './desired-state.ts';
import type { Sha256 } from './digest.ts';
import type { Location } from './finding.ts';
import type { Instant } from './instant.ts';

/** The first ones of a list, and how many there are: what is left out is always counted. */
export interface Listed<T> {
  readonly total: number;
  readonly first: readonly T[];
}

/** One mark at a line of a file; null where there is no line to show it at. */
export interface CheckMark {
  readonly kind: 'error' | 'warning' | 'notice';
  readonly title: string;
  /** What it is; further lines say how it is mended. */
  readonly message: string;
  readonly at: Location | null;
}

/** A mark that has a line. */
export type LineMark = CheckMark & { readonly at: Location };

/** What one gate says of a step, as people read it. */
export interface CheckedGate {
  readonly gate: string;
  readonly kind: 'pass' | 'wait-until' | 'wait-for' | 'needs-approval' | 'blocked' | 'cannot-tell';
  /** What, until when, and how it is mended. */
  readonly sentence: string;
}

/** A state that a release enters when the change is merged. */
export interface CheckedStep {
  /** Such as `voms 4.2.0`. */
  readonly release: string;
  /** Null for a new release. */
  readonly from: string | null;
  readonly to: string;
  readonly gates: readonly CheckedGate[];
  /** Whether main asks for it without the change. */
  readonly already: boolean;
}

/** A release that does not get what it asks for. */
export interface CheckedHold {
  readonly release: string;
  readonly state: string;
  /** Null where nothing is asked for. */
  readonly wants: string | null;
  /** Worst first. */
  readonly gates: readonly CheckedGate[];
  /** When the gates open as far as time is concerned. */
  readonly earliest: Instant | null;
  readonly at: Location | null;
  readonly already: boolean;
}

/** A repository that a guard holds back, or that nobody can judge. */
export interface CheckedLeftAlone {
  readonly repository: string;
  /** Why, and what can be done about it. */
  readonly sentence: string;
  readonly already: boolean;
}

/** Whose signatures a step has or lacks. */
export interface CheckedApproval {
  readonly release: string;
  readonly to: string;
  /** One role, or several with `or`. */
  readonly role: string;
  readonly state: 'present' | 'missing';
  readonly sentence: string;
}

/** What happens to one repository. */
export interface CheckedRepository {
  readonly title: string;
  readonly generation: string;
  /** Such as `+ voms 4.2.0, 6 packages`. */
  readonly changes: readonly string[];
  readonly already: boolean;
}

/** One package that clients are offered otherwise than before. */
export interface CheckedPackage {
  readonly kind: 'downgraded' | 'removed' | 'upgraded' | 'new';
  readonly package: string;
  readonly from: string;
  readonly to: string;
}

/** What the clients of one platform will see. */
export type CheckedClients = {
  /** Such as `production umd-5 el9/x86_64`. */
  readonly title: string;
  readonly already: boolean;
} & (
  | { readonly kind: 'cannot-tell'; readonly reason: string }
  | {
      readonly kind: 'known';
      readonly upgraded: number;
      readonly added: number;
      readonly downgraded: number;
      readonly removed: number;
      readonly unchanged: number;
      /** Of the added and upgraded packages together. */
      readonly bytes: number;
      /** Such as `all 120 installable`; empty where policy does not ask. */
      readonly installable: string;
      readonly remarks: Listed<string>;
      readonly packages: Listed<CheckedPackage>;
    }
);

/** A file that differs between two commits. */
export interface ChangedFile {
  readonly path: string;
  readonly what: 'release' | 'report' | 'policy' | 'key' | 'schema' | 'code-host' | 'program' | 'other';
  readonly how: 'added' | 'edited' | 'removed';
}

/** Files that a change adds, edits or removes, by what they are. */
export interface ChangedFiles {
  readonly total: number;
  readonly releases: number;
  readonly reports: number;
  /** Those that decide what is allowed and who checks it, and those that look as if they did: what is said of each. */
  readonly notable: Listed<string>;
}

/**
 * What merging a change would do, as the unprivileged check found it. Whoever reads it from elsewhere cannot know that
 * it was made by this program: it is to be checked against its schema, and shown as text.
 */
export interface PullRequestCheck {
  readonly schemaVersion: 1;
  readonly madeAt: Instant;
  /** Null in a merge queue. */
  readonly pullRequest: number | null;
  /** What the change was compared with. */
  readonly base: CommitSha;
  readonly head: CommitSha;
  /** `nothing`: no file of ours is changed; `wrong`: something has to be mended; `waits`: it can be merged, and waits then. */
  readonly answer: 'nothing' | 'ready' | 'waits' | 'wrong';
  /** Digest of the plan; null where there is none. */
  readonly plan: Sha256 | null;
  readonly changed: ChangedFiles;
  /** Errors first: those are what the change brings, and what has to be mended. */
  readonly marks: Listed<CheckMark>;
  readonly errors: number;
  readonly steps: Listed<CheckedStep>;
  readonly held: Listed<CheckedHold>;
  readonly leftAlone: Listed<CheckedLeftAlone>;
  readonly approvals: Listed<CheckedApproval>;
  readonly repositories: Listed<CheckedRepository>;
  readonly clients: Listed<CheckedClients>;
  /** What is fetched from providers: from where, and pinned by which digests. */
  readonly fetches: Listed<string>;
  readonly tickets: Listed<string>;
  readonly told: Listed<string>;
}

/** A document that is larger is neither written nor read. */
export const mostCheckBytes = 1024 * 1024;
