/** A request to merge a branch into main, where people review. */
export interface PullRequest {
  readonly number: number;
  /** Address at which people read it. */
  readonly url: string;
  readonly state: 'open' | 'merged' | 'closed';
}

/** Pull requests of the release repository at its code host. */
export interface PullRequests {
  /** What keeps pull requests from being read, one sentence with its mend each; empty when nothing does. */
  problems(): Promise<readonly string[]>;
  /** The newest pull request of a branch; null when it has none. Throws `code-host-unreachable` or `code-host-refused`. */
  find(branch: string): Promise<PullRequest | null>;
  /**
   * Opens a pull request from a branch to main, unless the branch has had one: then that one is the answer, even when it
   * is closed. Texts are shortened to what the host takes. Throws `code-host-unreachable` or `code-host-refused`.
   */
  open(wish: {
    readonly branch: string;
    readonly title: string;
    readonly body: string;
  }): Promise<PullRequest>;
}
