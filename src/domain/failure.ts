import type { Instant } from './instant.ts';

/** Every way in which Stagepost itself, or something it asked, can fail. Callers switch on it, never on the text. */
export type FailureCode =
  | 'address-refused'
  | 'bad-configuration'
  | 'bad-release-repository'
  | 'checksum-mismatch'
  | 'clock-implausible'
  | 'code-host-refused'
  | 'code-host-unreachable'
  | 'command-failed'
  | 'command-timed-out'
  | 'command-wrote-too-much'
  | 'content-refused'
  | 'file-system'
  | 'git-failed'
  | 'git-not-descending'
  | 'helpdesk-refused'
  | 'helpdesk-unreachable'
  | 'intake-too-large'
  | 'ledger-failed'
  | 'lock-held'
  | 'move-not-linked'
  | 'plan-changed'
  | 'plan-unsound'
  | 'pool-damaged'
  | 'provider-unreachable'
  | 'public-unreachable'
  | 'record-superseded'
  | 'sign-in-refused'
  | 'sign-in-unreachable'
  | 'signature-bad'
  | 'signing-failed'
  | 'stopped'
  | 'tracker-refused'
  | 'tracker-unreachable'
  | 'tool-missing'
  | 'tool-refused'
  | 'verification-failed';

/**
 * What is to be done about a failure: `retry` by itself after a delay; `needs-person` waits for an edit in git
 * or for a mended host; `fatal` ends the process. One function applies it (R49, R50).
 */
export type Treatment = 'retry' | 'needs-person' | 'fatal';

/** A failure as a value: it can be stored in the record, shown and compared. No secrets, no control characters. */
export interface Failure {
  readonly code: FailureCode;
  /** One line, for tables and subjects. */
  readonly message: string;
  /** What a person can do about it. */
  readonly hint: string;
  readonly treatment: Treatment;
  /** Further lines: all findings of the same attempt, or the last output of a command. */
  readonly details: readonly string[];
}

/** A failure with the moment in which it was first seen. */
export interface DatedFailure extends Failure {
  readonly since: Instant;
}

// Control characters would let a provider's file name or a tool's output draw on the reader's terminal.
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g;
const credentials = /\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^/\s@]+@/gi;
const queryStrings = /\b([a-z][a-z0-9+.-]{0,20}:\/\/[^\s?#]{1,2000})\?[^\s]*/gi;

/** A text that may be shown: control characters become `?`, credentials and query strings of URLs are removed. */
export function cleanText(text: string): string {
  return text.replace(credentials, '$1').replace(queryStrings, '$1').replace(controls, '?');
}

/** Makes a failure whose texts are clean. */
export function failure(parts: {
  readonly code: FailureCode;
  readonly message: string;
  readonly hint?: string;
  readonly treatment?: Treatment;
  readonly details?: readonly string[];
}): Failure {
  return {
    code: parts.code,
    message: cleanText(parts.message).replaceAll('\n', ' '),
    hint: cleanText(parts.hint ?? ''),
    treatment: parts.treatment ?? 'retry',
    details: (parts.details ?? []).map(cleanText),
  };
}

/** The one exception of this program: broken machinery. Bad input is a {@link Result}, never an exception. */
export class StagepostError extends Error {
  override readonly name = 'StagepostError';
  readonly failure: Failure;

  constructor(parts: Parameters<typeof failure>[0], options?: { readonly cause?: unknown }) {
    const made = failure(parts);
    super(made.message, options);
    this.failure = made;
  }
}

/** The failure that an unknown exception stands for; what is not ours is a failure that may be retried. */
export function failureOf(error: unknown): Failure {
  if (error instanceof StagepostError) return error.failure;
  const message = error instanceof Error ? error.message : String(error);
  const details =
    error instanceof Error && error.stack !== undefined ? error.stack.split('\n').slice(1, 6) : [];
  return failure({
    code: 'command-failed',
    message,
    details,
    hint: 'This is not expected; please report it.',
  });
}
