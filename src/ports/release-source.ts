import type { AgreedHosts } from '../domain/source-address.ts';

/** One request to a provider: some files of one folder, into an empty folder of ours. */
export interface FetchRequest {
  /** The agreed address of the release, ending with a slash. */
  readonly url: string;
  /** Folder below it, empty or ending with a slash; checked names only. */
  readonly folder: string;
  /** Base names; checked names only. */
  readonly files: readonly string[];
  /** Absolute path of an existing empty folder. */
  readonly into: string;
  readonly maxFileBytes: number;
  readonly maxSeconds: number;
  /** Nothing is fetched from anywhere else, wherever a name or a server may lead. */
  readonly agreed: AgreedHosts;
  /** Package revisions of the fetching tool that policy accepts although their version is refused. */
  readonly acceptedTools: readonly string[];
  /** Ends the fetch when it is aborted. */
  readonly stop?: AbortSignal;
}

/**
 * Where releases come from. What arrived is judged by the manifest alone: success here promises nothing about
 * completeness, and files that were not asked for may be there as well (R61, R65).
 */
export interface ReleaseSourceReader {
  /**
   * Fetches; throws `provider-unreachable`, `address-refused`, `command-timed-out`, `tool-refused`, or `intake-too-large`
   * where a server sends more of a file than it announced. Safe to repeat into a new folder.
   */
  fetch(request: FetchRequest): Promise<void>;
}
