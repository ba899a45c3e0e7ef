import type { IntakeDeps } from './intake-deps.ts';

const mostSignatureBytes = 256 * 1024;

/** A detached signature that was fetched; whatever is not a small file is not there. */
export async function readSignature(files: IntakeDeps['files'], path: string): Promise<Uint8Array | null> {
  const facts = await files.facts(path);
  const small = facts?.kind === 'file' && facts.size <= mostSignatureBytes;
  return small ? files.read(path, mostSignatureBytes) : null;
}
