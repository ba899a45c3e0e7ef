import type { Sha256 } from './digest.ts';
import type { Instant } from './instant.ts';

/** What a file was when its bytes were read last. As long as its stamp is the same, so is its digest, but for rot. */
export interface SeenFile {
  readonly stamp: string;
  readonly sha256: Sha256;
  readonly at: Instant;
}

/** Names a file whatever it is called: all names of one inode share its bytes. */
export function inodeKey(facts: { readonly device: number; readonly inode: number }): string {
  return `${facts.device}:${facts.inode}`;
}
