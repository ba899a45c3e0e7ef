import { join, posix } from 'node:path';
import { type Sha256, sha256Of } from '../domain/digest.ts';
import type { SignatureRules } from '../domain/signature.ts';
import type { PromisedFile } from '../formats/provider-repomd.ts';
import { unpackMetadata } from '../formats/unpack-metadata.ts';
import type { Keyring } from '../ports/keyring.ts';
import { differences } from './compare-files.ts';
import type { IntakeDeps } from './intake-deps.ts';
import { openManifest } from './open-manifest.ts';
import { readSignature } from './read-signature.ts';
import { counted, placed, refuse } from './refuse.ts';
import type { Fetch } from './start-fetching.ts';

const mostRootBytes = 8 * 1024 * 1024;
const mostPackedBytes = 64 * 1024 * 1024;

/** What reads a provider's repository. */
export interface SourceReading {
  readonly files: IntakeDeps['files'];
  readonly fetch: Fetch;
  /** Folder that paths are relative to: empty, or ending with a slash. */
  readonly folder: string;
  /** Which signatures the root file needs, and by which keys. */
  readonly signatures: SignatureRules;
  readonly keyring: Keyring;
}

/** A name that a root file may have, and that of its detached signature; null when its signature is inside. */
export interface RootName {
  readonly name: string;
  readonly signature: string | null;
}

/** The root file of a repository. */
export interface Root {
  readonly name: string;
  /** As pinned. */
  readonly bytes: Uint8Array;
  /** What is read of it: without its envelope where signatures count. */
  readonly content: Uint8Array;
}

/**
 * Fetches the root file of a repository, under the first of its names with the pinned digest, or that is there where none
 * is pinned, and judges its signatures like those of a manifest: it is one.
 */
export async function fetchRoot(
  reading: SourceReading,
  names: readonly RootName[],
  digest: Sha256 | null,
): Promise<Root> {
  const { files, fetch, folder } = reading;
  const wanted = names.flatMap(({ name, signature }) => (signature === null ? [name] : [name, signature]));
  const into = await fetch({ folder, files: wanted, maxFileBytes: mostRootBytes });
  const found: string[] = [];
  for (const each of names) {
    const path = join(into, each.name);
    const bytes = (await files.facts(path))?.kind === 'file' ? await files.read(path, mostRootBytes) : null;
    if (bytes !== null && (digest === null || sha256Of(bytes) === digest))
      return openRoot(reading, each, { bytes, into });
    if (digest === null) continue;
    const got = bytes === null ? 'nothing' : `sha256:${sha256Of(bytes)}`;
    found.push(`${folder}${each.name} expected sha256:${digest} got ${got}`);
  }
  if (digest === null) {
    const missing = names.map(({ name }) => `${folder}${name} is not there`);
    throw refuse('content-refused', 'there is no repository at this address', missing);
  }
  throw refuse(
    'checksum-mismatch',
    'a repository of the provider is not the one that the release file pins',
    found,
  );
}

async function openRoot(
  { files, folder, signatures, keyring }: SourceReading,
  { name, signature }: RootName,
  { bytes, into }: { readonly bytes: Uint8Array; readonly into: string },
): Promise<Root> {
  if (signatures.checksums === 'ignored') return { name, bytes, content: bytes };
  const beside = signature === null ? null : await readSignature(files, join(into, signature));
  // Nothing in git says that there is a signature beside it; policy says whether there has to be one.
  const source = {
    checksums: `${folder}${name}`,
    checksumsSignature: beside === null ? null : `${folder}${signature}`,
  };
  const content = await openManifest({ source, signatures }, { bytes, signature: beside }, keyring);
  return { name, bytes, content };
}

/** Fetches a metadata file, compares every byte with what is promised of it, and unpacks it. */
export async function fetchPromised(
  { files, fetch, folder }: SourceReading,
  file: PromisedFile,
): Promise<string> {
  if (file.size > mostPackedBytes) {
    const problem = `${folder}${file.path} has ${file.size} bytes; at most ${mostPackedBytes} are fetched`;
    throw refuse('intake-too-large', 'the metadata of a repository is too large', [problem]);
  }
  const expected = { ...file, path: `${folder}${file.path}` };
  const base = posix.basename(file.path);
  const below = expected.path.slice(0, -base.length);
  const into = await fetch({ folder: below, files: [base], maxFileBytes: Math.max(file.size, 1) });
  const path = join(into, base);
  const lines = await differences(files, [{ expected, path, maxBytes: file.size }]);
  if (lines.length > 0)
    throw refuse('checksum-mismatch', `${expected.path} is not what its repository promises`, lines);
  const bytes = (await files.read(path, mostPackedBytes)) ?? new Uint8Array();
  const text = unpackMetadata(base, bytes);
  if (text.ok) return text.value;
  throw refuse('content-refused', `${expected.path} cannot be read`, text.problems);
}

/** The failure of a metadata file with problems. */
export function unreadableFile(path: string, problems: readonly string[]): Error {
  return refuse(
    'content-refused',
    `${path} has ${counted(problems.length, 'problem')}`,
    placed(path, problems),
  );
}
