import type { StageRoots } from '../ports/stage-roots.ts';

/** What is true of one machine only. */
export interface Host {
  /** Absolute path or address of the release repository. */
  readonly repository: string;
  readonly mainBranch: string;
  readonly recordBranch: string;
  /** Absolute path of the folder for the pool and for everything private. */
  readonly state: string;
  readonly stages: StageRoots;
  readonly signing: {
    /** Absolute path of the key's folder, as GNUPGHOME. */
    readonly home: string;
    /** Fingerprint of the key. */
    readonly key: string;
  };
}
