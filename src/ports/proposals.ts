import type { CommitSha } from '../domain/desired-state.ts';
import type { Instant } from '../domain/instant.ts';

/** Who is named as the author of a commit. */
export interface Author {
  readonly name: string;
  readonly mail: string;
}

/** Files of the release repository written anew, because somebody asked for that outside of git. */
export interface Proposal {
  /**
   * Names what was asked for, for ever: branch and trailer carry it, and nothing is done twice under one key. Lower-case
   * letters, digits, dots and hyphens, such as `rt-17-204-1795322110`.
   */
  readonly key: string;
  /** The commit of main that the files were made from. */
  readonly base: CommitSha;
  /** By path in the repository; UTF-8 without a BOM of its own. */
  readonly files: ReadonlyMap<string, string>;
  /** Paths that must read as they did at the base, beside those of the files; a path that is missing must be missing still. */
  readonly assumes: readonly string[];
  readonly author: Author;
  /** When it was asked for. */
  readonly at: Instant;
  /** Subject of the commit. */
  readonly title: string;
  /** May be empty. */
  readonly body: string;
  /** Names and values at the end of the message; the key is added by itself. */
  readonly trailers: readonly (readonly [name: string, value: string])[];
}

/** Where what carries a key stands. */
export type ProposalStanding =
  /** Neither main nor a branch has it. */
  | { readonly kind: 'none' }
  /** On a branch of its own, for people to merge. */
  | { readonly kind: 'offered'; readonly branch: string }
  /** Part of main; `position` is at least that of the commit by which it came, along first parent. */
  | { readonly kind: 'on-main'; readonly commit: CommitSha; readonly position: number };

/** Main says otherwise by now than the proposal was made from: nothing was done, and it has to be made anew. */
export interface Moved {
  readonly kind: 'moved';
}

/** Writes what people asked for elsewhere into the release repository, in their names. */
export interface Proposals {
  /**
   * Puts it onto main as one commit, by a push that takes nothing away and is made again when somebody else was faster.
   * Idempotent by key. Throws `git-failed` where main cannot be pushed to.
   */
  land(proposal: Proposal): Promise<Extract<ProposalStanding, { readonly kind: 'on-main' }> | Moved>;
  /**
   * Puts it onto a branch of its own, `stagepost/<key>`. Idempotent by key: a branch that is there is left as people have
   * made it, and what is on main needs none. Throws `git-failed` where nothing can be pushed.
   */
  offer(proposal: Proposal): Promise<Exclude<ProposalStanding, { readonly kind: 'none' }> | Moved>;
  /** Where what carries this key stands now, asked of origin. Throws `git-failed`. */
  find(key: string): Promise<ProposalStanding>;
}
