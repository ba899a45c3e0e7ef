import { join, posix } from 'node:path';
import { type Sha256, sha256Of } from '../domain/digest.ts';
import type { PromisedFile } from '../formats/provider-repomd.ts';
import { unpackMetadata } from '../formats/unpack-metadata.ts';
import { differences } from './compare-files.ts';
import type { IntakeDeps } from './intake-deps.ts';
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
}

/** Fetches the root file of a repository, under the first of its names with the pinned digest. */
export async function fetchRoot(
  { files, fetch, folder }: SourceReading,
  names: readonly string[],
  digest: Sha256,
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const into = await fetch({ folder, files: names, maxFileBytes: mostRootBytes });
  const found: string[] = [];
  for (const name of names) {
    const path = join(into, name);
    const bytes = (await files.facts(path))?.kind === 'file' ? await files.read(path, mostRootBytes) : null;
    if (bytes !== null && sha256Of(bytes) === digest) return { name, bytes };
    const got = bytes === null ? 'nothing' : `sha256:${sha256Of(bytes)}`;
    found.push(`${folder}${name} expected sha256:${digest} got ${got}`);
  }
  throw refuse(
    'checksum-mismatch',
    'a repository of the provider is not the one that the release file pins',
    found,
  );
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
