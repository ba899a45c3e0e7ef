import type { Session } from '../domain/access.ts';
import type { Sha256 } from '../domain/digest.ts';
import type { Instant } from '../domain/instant.ts';

/** Who is signed in, kept by the digest of what their browser holds. */
export interface Sessions {
  /** Keeps one, and forgets those that have ended by a moment. */
  begin(session: Session, now: Instant): Promise<void>;
  /** The one of a digest; null when there is none that lasts beyond a moment. */
  find(digest: Sha256, now: Instant): Promise<Session | null>;
  /** Ends one; fine when there is none. */
  end(digest: Sha256): Promise<void>;
}
