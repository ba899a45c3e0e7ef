import type { Instant } from '../domain/instant.ts';

/** Something that an operator asked for. */
export interface Operation {
  readonly at: Instant;
  /** Name of the operator. */
  readonly operator: string;
  readonly kind:
    | 'refresh'
    | 'retry-release'
    | 'retry-message'
    | 'drop-message'
    | 'create-token'
    | 'revoke-token';
  /** The release, the message or the token that it was about; empty where it was about none. */
  readonly subject: string;
  /** Id of the request; empty where it came from a command line. */
  readonly request: string;
}

/** What operators asked for, kept as an audit. */
export interface OperationLog {
  /** Writes it down, durably, before it is done. Throws `ledger-failed`. */
  note(operation: Operation): Promise<void>;
  /** The newest ones, newest first. */
  newest(count: number): Promise<readonly Operation[]>;
}
