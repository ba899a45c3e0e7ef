import type { Person } from '../domain/approval-policy.ts';
import type { CommitSha } from '../domain/desired-state.ts';
import type { Instant } from '../domain/instant.ts';

/** What the signature of a commit is worth. */
export type CommitSignature =
  | {
      readonly kind: 'good';
      /** Key of the person whose key made it. */
      readonly person: string;
      /** `SHA256:…` of an OpenSSH key, or the hexadecimal fingerprint of an OpenPGP key. */
      readonly signedWith: string;
      /** When that key ends, which may be past; null for never. */
      readonly keyEnds: Instant | null;
    }
  | { readonly kind: 'unsigned' }
  /** Signed, and worth nothing; the sentence goes on after the name of the commit. */
  | { readonly kind: 'refused'; readonly sentence: string };

/** Says who signed commits of the release repository. */
export interface CommitSignatures {
  /**
   * The signatures of commits, in their order, by the keys of these people alone. Broken machinery throws: `tool-missing`
   * where a program is not there, `tool-refused` for a key that cannot be read. Changes nothing that lasts.
   */
  signers(commits: readonly CommitSha[], people: readonly Person[]): Promise<readonly CommitSignature[]>;
}
