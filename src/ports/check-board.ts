import type { CommitSha } from '../domain/desired-state.ts';
import type { LineMark } from '../domain/pull-request-check.ts';

/** What the code host says about a pull request. */
export interface PullRequestFacts {
  readonly head: CommitSha;
  /** The merge that its workflows run for; null where the code host has made none. */
  readonly merge: CommitSha | null;
  readonly isOpen: boolean;
}

/** What is shown of a check. */
export interface ShownCheck {
  readonly head: CommitSha;
  /** What was found, in one word: the same key at the same head is not shown twice. */
  readonly key: string;
  /** `neutral` for a check that nobody should rely on. */
  readonly conclusion: 'success' | 'failure' | 'neutral';
  /** One line of at most 200 characters. */
  readonly title: string;
  /** Markdown; `hidden` are the marks for which there is no room at the lines. */
  readonly summary: (hidden: number, mostCharacters: number) => string;
  /** The most important ones first. */
  readonly marks: readonly LineMark[];
  /** Null where there is no pull request. */
  readonly comment: {
    readonly pullRequest: number;
    readonly text: (mostCharacters: number) => string;
  } | null;
}

/** Where the people of a pull request read what a check found. */
export interface CheckBoard {
  /** Null for a number that is no pull request. Throws `code-host-unreachable` or `code-host-refused`. */
  pullRequest(number: number): Promise<PullRequestFacts | null>;
  /** Name in git of a file as a commit has it; null where it has none. */
  fileAt(path: string, commit: CommitSha): Promise<string | null>;
  /**
   * Shows the check at its commit, and as one comment that is written anew in its place; a check that stands there already
   * is not shown again. With `pullRequest` and `fileAt`, at most six requests. Throws as above.
   */
  show(check: ShownCheck): Promise<'shown' | 'unchanged'>;
}
