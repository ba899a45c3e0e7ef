import type { Sha256 } from './digest.ts';
import type { Instant } from './instant.ts';

/** A mirror that was seen to say what it should: what that was, and when it was seen. */
export interface Mirrored {
  readonly digest: Sha256;
  readonly at: Instant;
}

/** What could not be mirrored, for people; nothing of it undoes what was published. */
export interface MirrorNote {
  /** What the mirror is about, such as a release; or the mirror itself when it cannot be reached. */
  readonly subject: string;
  readonly sentence: string;
}
