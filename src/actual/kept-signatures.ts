import { join } from 'node:path';
import { type Sha256, sha256Of } from '../domain/digest.ts';
import { failureOf } from '../domain/failure.ts';
import { type Generation, generationDigest, generationFolder, generationText } from '../domain/generation.ts';
import { generationSignatureName } from '../formats/generation-json.ts';
import { generationsFolder } from '../formats/repository-layout.ts';
import { type FileFacts, type Files, readTextOfFile } from '../ports/files.ts';
import type { Signer } from '../ports/signer.ts';
import type { Digests } from './file-digests.ts';

interface SignatureDeps {
  readonly files: Files;
  readonly digests: Digests;
  readonly signer: Pick<Signer, 'checkDetached'>;
}

interface Tree {
  readonly folder: string;
  readonly entries: ReadonlyMap<string, FileFacts>;
}

/**
 * Digests that the signatures of earlier generations must have, by number of generation. The record keeps only that of
 * the live one, so what was seen then is remembered; where nothing remembers it, the signature is checked once.
 */
export async function keptSignatures(
  deps: SignatureDeps,
  tree: Tree,
  kept: readonly Generation[],
): Promise<ReadonlyMap<number, Sha256>> {
  const signatures = new Map<number, Sha256>();
  for (const generation of kept) {
    const sha256 = recalled(deps, generation) ?? (await checked(deps, tree, generation));
    if (sha256 === undefined) continue;
    signatures.set(generation.number, sha256);
    if (sha256 !== unsigned) noteSignature(deps.digests, generation, sha256);
  }
  return signatures;
}

/** Remembers the signature of a generation for the time when the record no longer has it. */
export function noteSignature(digests: Pick<Digests, 'note'>, generation: Generation, sha256: Sha256): void {
  digests.note(keyOf(generation), sha256);
}

// The digest that is asked of a signature that was found to be none, so that it counts as other bytes.
const unsigned = sha256Of('no signature');
// What follows the end of an armoured signature is no part of it, and no check of it would see that.
const wholeArmor = /^-----BEGIN PGP SIGNATURE-----\n[^-]+-----END PGP SIGNATURE-----\n$/;

async function checked(
  { files, signer }: SignatureDeps,
  { folder }: Tree,
  generation: Generation,
): Promise<Sha256 | undefined> {
  const name = `${generationsFolder}/${generationFolder(generation.number)}/${generationSignatureName}`;
  const text = await readTextOfFile(files, join(folder, name));
  if (text === null) return undefined;
  if (!wholeArmor.test(text)) return unsigned;
  try {
    await signer.checkDetached(generationText(generation), text);
    return sha256Of(text);
  } catch (error) {
    // A tool that does not answer says nothing about the signature.
    return failureOf(error).code === 'signature-bad' ? unsigned : undefined;
  }
}

function recalled({ digests }: SignatureDeps, generation: Generation): Sha256 | undefined {
  return digests.recall(keyOf(generation)) as Sha256 | undefined;
}

function keyOf(generation: Generation): string {
  return `signature ${generationDigest(generation)}`;
}
