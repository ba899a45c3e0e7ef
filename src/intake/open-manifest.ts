import type { ManifestSource } from '../domain/release.ts';
import type { SignatureRules, SignatureVerdict } from '../domain/signature.ts';
import { isClearSigned, readClearSigned } from '../formats/clear-signed.ts';
import type { Keyring } from '../ports/keyring.ts';
import { counted, placed, refuse } from './refuse.ts';
import { type BadSignature, refuseSignatures } from './refuse-signatures.ts';

/** What a manifest and its detached signature are called. */
type Names = Pick<ManifestSource, 'checksums' | 'checksumsSignature'>;

/** A manifest as it arrived, with the detached signature that belongs to it; null when that did not arrive. */
export interface SignedManifest {
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array | null;
}

/**
 * The manifest itself, out of its envelope if it is clear-signed, once its signatures are as policy wants them. The bytes
 * that are checked are those whose digest the release file pins.
 */
export async function openManifest(
  action: { readonly source: Names; readonly signatures: SignatureRules },
  manifest: SignedManifest,
  keyring: Keyring,
): Promise<Uint8Array> {
  const { source, signatures } = action;
  const inside = isClearSigned(manifest.bytes) ? takeOut(manifest.bytes, source.checksums) : null;
  if (signatures.checksums === 'ignored') return inside ?? manifest.bytes;
  const found = await judge(action, { ...manifest, inside }, keyring);
  const bad = found.filter(({ verdict }) => verdict.kind !== 'good');
  if (bad.length > 0) throw refuseSignatures(bad);
  if (found.length === 0 && signatures.checksums === 'required') {
    const verdict = { kind: 'missing', detail: '' } as const;
    throw refuseSignatures([{ name: source.checksums, verdict, place: 'inside' }]);
  }
  return inside ?? manifest.bytes;
}

function takeOut(bytes: Uint8Array, name: string): Uint8Array {
  const text = readClearSigned(bytes);
  if (text.ok) return Buffer.from(text.value);
  throw refuse(
    'content-refused',
    `${name} has ${counted(text.problems.length, 'problem')}`,
    placed(name, text.problems),
  );
}

async function judge(
  { source }: { readonly source: Names },
  { bytes, signature, inside }: SignedManifest & { readonly inside: Uint8Array | null },
  keyring: Keyring,
): Promise<readonly BadSignature[]> {
  const found: BadSignature[] = [];
  if (inside !== null) {
    const verdict = await judgeEnvelope(bytes, inside, keyring);
    found.push({ name: source.checksums, verdict, place: 'inside' });
  }
  if (source.checksumsSignature !== null) {
    const missing = { kind: 'missing', detail: `${source.checksumsSignature} is not there` } as const;
    const verdict = signature === null ? missing : await keyring.checkDetached(signature, bytes);
    found.push({ name: source.checksums, verdict, place: 'beside' });
  }
  return found;
}

/** The text that is read has to be the one that was signed, and two readers have to say so. */
async function judgeEnvelope(
  bytes: Uint8Array,
  inside: Uint8Array,
  keyring: Keyring,
): Promise<SignatureVerdict> {
  const { verdict, text } = await keyring.checkClearsigned(bytes);
  if (verdict.kind !== 'good' || (text !== null && withoutEnd(text) === withoutEnd(inside))) return verdict;
  return { kind: 'malformed', detail: 'gpgv takes another text out of the envelope' };
}

/** The last line end belongs to the envelope. */
function withoutEnd(text: Uint8Array): string {
  return Buffer.from(text).toString('latin1').replace(/\n$/, '');
}
