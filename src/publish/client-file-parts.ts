import type { Place } from './place.ts';

/** What a client file is made of. */
export interface ClientFileParts {
  /** Identifies the repository on the client's machine. */
  readonly id: string;
  readonly place: Place;
  /** The repository's own public key, armoured. */
  readonly repositoryKey: string;
  /** Names of the published key files, the repository's own first. */
  readonly keyFiles: readonly string[];
}
