import type { SignedIn, Token } from '../domain/access.ts';
import type { Sha256 } from '../domain/digest.ts';
import type { Instant } from '../domain/instant.ts';

/** Personal access tokens, kept by their digests. */
export interface Tokens {
  /** Keeps one, on the disk before the answer. Throws `ledger-failed` where it would not outlive the process. */
  make(token: Token): Promise<void>;
  /** The one of a digest, however it stands; null when there is none. */
  find(digest: Sha256): Promise<Token | null>;
  /** All, newest first; with a subject those of that person. */
  list(subject?: string): Promise<readonly Token[]>;
  /** Ends one for good; false when there is none that could be ended. */
  revoke(id: string, at: Instant): Promise<boolean>;
  /** Remembers when one was used last. */
  noteUse(id: string, at: Instant): Promise<void>;
  /** Gives all tokens of a person the name and the roles of their newest sign-in. */
  renewOwner(person: SignedIn): Promise<void>;
}
