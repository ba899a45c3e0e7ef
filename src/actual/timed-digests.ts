import type { Instant } from '../domain/instant.ts';
import type { Digests } from './file-digests.ts';

/** The same digests, and since when everything that was asked for through here has been read at least once. */
export function timedDigests(digests: Digests): Digests & { readonly allReadSince: () => Instant | null } {
  let oldest: Instant | null = null;
  return {
    ...digests,
    of: async (path, facts) => {
      const sha256 = await digests.of(path, facts);
      const at = digests.readAt(facts);
      if (at !== undefined && (oldest === null || at < oldest)) oldest = at;
      return sha256;
    },
    allReadSince: () => oldest,
  };
}
