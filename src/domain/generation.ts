import { canonicalJson, digestOfValue, type Sha256 } from './digest.ts';
import type { Instant } from './instant.ts';
import type { Member } from './member.ts';
import type { ReleaseId } from './release.ts';
import type { RepositoryKey } from './repository.ts';

/** A file of a generation, relative to the generation's folder. */
export interface GenerationFile {
  readonly path: string;
  readonly size: number;
  readonly sha256: Sha256;
}

/** A signed statement about a release that came into the repository. */
export interface Attestation {
  readonly release: ReleaseId;
  /** Number of the generation that brought the release; one that comes again has another. */
  readonly since: number;
  /** Digest of its file. */
  readonly sha256: Sha256;
}

/**
 * One published state of one repository: generation.json says what it is, its digest is named by the next one
 * (a chain), and its detached signature stands beside it.
 */
export interface Generation {
  readonly schemaVersion: 1;
  readonly repository: RepositoryKey;
  /** Counts from 1 and never goes back, also when the members do. */
  readonly number: number;
  /** Date of the metadata: later than the one before, because clients ignore older metadata. */
  readonly date: Instant;
  /** The commit of main that asked for it. */
  readonly commit: string;
  /** Digest of the plan that made it. */
  readonly plan: Sha256;
  /**
   * The commit of the record that it was planned from, null before the first: since this is signed, the record cannot
   * be written anew up to there. Generations of earlier versions do not name it.
   */
  readonly record?: string | null;
  /** In order of entry: a new member goes last. */
  readonly members: readonly Member[];
  /** Every metadata file that this generation made, in order of path. */
  readonly files: readonly GenerationFile[];
  /**
   * Attestations of its members in their order; not given when it has none. A member that came before there were
   * attestations has none, and neither has any in a private repository.
   */
  readonly attestations?: readonly Attestation[];
  /** {@link generationDigest} of the previous generation; null for the first. */
  readonly previous: Sha256 | null;
}

const digests = new WeakMap<Generation, Sha256>();

/** The digest by which the next generation, the record and a plan name this one; worked out once for each value. */
export function generationDigest(generation: Generation): Sha256 {
  const found = digests.get(generation) ?? digestOfValue(generation);
  digests.set(generation, found);
  return found;
}

/** The one text of a generation, as published, signed and recorded: sorted keys, no spaces, one line end. */
export function generationText(generation: Generation): string {
  return `${canonicalJson(generation)}\n`;
}

/** `000042`: the folder of a generation. */
export function generationFolder(number: number): string {
  return String(number).padStart(6, '0');
}

/** Where attestations stand, inside a repository. */
export const attestationsFolder = 'attestations';

/** The file of an attestation, relative to the repository; it never changes. in-toto names such files `.intoto.jsonl`. */
export function attestationFile({ release, since }: Pick<Attestation, 'release' | 'since'>): string {
  return `${attestationsFolder}/${release}.${generationFolder(since)}.intoto.jsonl`;
}
