import { basename } from 'node:path/posix';
import type { ConfigDocument } from '../document/generated/config.ts';
import type { DocumentPath } from '../document/places.ts';
import type { Located } from '../document/read-document.ts';
import type { Complaint } from '../document/source-text.ts';
import type { Finding } from '../domain/finding.ts';
import type { PublicKey } from '../domain/public-key.ts';

/** The content of a file of the release repository; null when there is none. */
export type KeyReader = (path: string) => Promise<Uint8Array | null>;

export interface ReadKeys {
  readonly keys: ReadonlyMap<string, PublicKey>;
  readonly findings: readonly Finding[];
}

const maxBytes = 256 * 1024;
const begin = '-----BEGIN PGP PUBLIC KEY BLOCK-----';
const end = '-----END PGP PUBLIC KEY BLOCK-----';

/** The key files that providers name, and what is wrong with them. */
export async function readKeys(document: Located<ConfigDocument>, readKey: KeyReader): Promise<ReadKeys> {
  const keys = new Map<string, PublicKey>();
  const findings: Finding[] = [];
  for (const { path, at } of namedKeys(document.value)) {
    const read = keys.has(path) ? null : await readKey(path);
    const complaint = keys.has(path)
      ? undefined
      : (complaintAbout(path, read, 'the provider') ?? sameName(path, [...keys.keys()]));
    if (complaint !== undefined) findings.push(document.finding(at, 'value', complaint));
    else if (read !== null) keys.set(path, { file: path, armored: textOf(read) });
  }
  return { keys, findings };
}

function namedKeys({
  providers,
}: ConfigDocument): readonly { readonly path: string; readonly at: DocumentPath }[] {
  return Object.entries(providers).flatMap(([key, provider]) =>
    provider.keys.map((path, index) => ({ path, at: ['providers', key, 'keys', index] })),
  );
}

/** What is wrong with a key file of somebody; undefined when nothing is. */
export function complaintAbout(path: string, bytes: Uint8Array | null, whose: string): Complaint | undefined {
  if (bytes === null) {
    return {
      rule: 'key-missing',
      message: `there is no file ${path}`,
      hint: `add the public key of ${whose}`,
    };
  }
  const text = bytes.length > maxBytes ? '' : textOf(bytes).trim();
  if (text.includes('PRIVATE KEY')) {
    const hint =
      'remove it from the repository and its history, and replace the key: it is no longer private';
    return { rule: 'key-private', message: `${path} holds a private key`, hint };
  }
  if (text.startsWith(begin) && text.endsWith(end)) return undefined;
  const hint = 'write it with: gpg --armor --export FINGERPRINT';
  return { rule: 'key-not-armoured', message: `${path} is not an armoured public key`, hint };
}

// Clients find a key under its base name, so that another file of that name would take its place.
function sameName(path: string, others: readonly string[]): Complaint | undefined {
  const other = others.find((earlier) => basename(earlier) === basename(path));
  if (other === undefined) return undefined;
  const message = `${path} has the same file name as ${other}; clients could not tell them apart`;
  return { rule: 'key-name', message, hint: 'rename one of the two' };
}

/** The text of a key file. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
