import { createHash } from 'node:crypto';

/** The name that git, in repositories of SHA-1 as GitHub has them, gives to a file with these bytes. */
export function blobName(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
