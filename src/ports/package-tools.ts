import type { IndexName, PackageIdentity } from '../domain/member.ts';
import type { SignatureVerdict } from '../domain/signature.ts';
import type { Keyring } from './keyring.ts';

/** One metadata file of all packages in a folder, whole and uncompressed, as the format's own tool wrote it. */
export interface RenderedDocument {
  readonly name: IndexName;
  readonly content: Uint8Array;
}

/** A package file and the judgement of its signature. */
export interface PackageSignature {
  readonly path: string;
  readonly verdict: SignatureVerdict;
}

/** The tools of one package format (R84). */
export interface PackageTools {
  /**
   * Reads the headers, one answer for each path in the same order; throws `content-refused` naming each file that
   * is unreadable or is no package. The architecture of a source RPM is `src`, as in its file name.
   */
  identify(paths: readonly string[]): Promise<readonly PackageIdentity[]>;
  /** The file name that a package with this header must have. */
  fileNameOf(identity: PackageIdentity): string;
  /** Judges the signature that each package carries by exactly these keys, in the order of the paths. */
  checkSignatures(paths: readonly string[], keyring: Keyring): Promise<readonly PackageSignature[]>;
  /**
   * Renders the metadata of all packages in a folder, with locations below `prefix` (no slash at its end). Changes
   * nothing in the folder. The caller reads the documents again and judges them: success here promises nothing about
   * completeness. Throws `tool-refused` when the tool gives up.
   */
  render(folder: string, prefix: string): Promise<readonly RenderedDocument[]>;
}
