import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { SignatureVerdict } from '../../domain/signature.ts';
import type { Keyring } from '../../ports/keyring.ts';
import type { PackageSignature } from '../../ports/package-tools.ts';
import { readDebMembers } from './check-archive.ts';
import type { DebDeps } from './deb-deps.ts';
import type { ArchiveMember } from './read-archive.ts';

const originSignature = '_gpgorigin';
const mostSignatureBytes = 64 * 1024;

/**
 * Judges origin signatures, which debsigs puts into the archive after the data: detached ones over the contents of
 * debian-binary, control and data, one after the other. Signatures of other roles say nothing about the provider.
 */
export async function checkSignatures(
  deps: DebDeps,
  paths: readonly string[],
  keyring: Keyring,
): Promise<readonly PackageSignature[]> {
  const found: PackageSignature[] = [];
  for (const path of paths) found.push({ path, verdict: await verdictOf(deps, path, keyring) });
  return found;
}

async function verdictOf(deps: DebDeps, path: string, keyring: Keyring): Promise<SignatureVerdict> {
  const members = await readDebMembers(path);
  if (!('parts' in members)) return { kind: 'malformed', detail: members.join('; ') };
  const origin = members.others.find(({ name }) => name === originSignature);
  if (origin === undefined) return { kind: 'missing', detail: '' };
  if (origin.size === 0 || origin.size > mostSignatureBytes)
    return { kind: 'malformed', detail: `${originSignature} has ${origin.size} bytes` };
  const scratch = await deps.changes.makeScratch(deps.scratch, 'deb-signature');
  try {
    const signed = join(scratch, 'signed');
    for (const part of members.parts) await append(path, part, signed);
    const signature = Buffer.concat(await createReadStream(path, rangeOf(origin)).toArray());
    return await keyring.checkDetached(signature, { path: signed });
  } finally {
    await deps.changes.remove(scratch);
  }
}

async function append(path: string, part: ArchiveMember, to: string): Promise<void> {
  // A range of a stream has at least one byte.
  if (part.size === 0) return;
  await pipeline(createReadStream(path, rangeOf(part)), createWriteStream(to, { flags: 'a' }));
}

function rangeOf({ start, size }: ArchiveMember): { readonly start: number; readonly end: number } {
  return { start, end: start + size - 1 };
}
