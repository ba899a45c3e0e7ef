import type { Instant } from '../domain/instant.ts';

/** Where the things that pages name are shown; null where that is nowhere, and then the name stands alone. */
export interface Links {
  readonly commit: (sha: string) => string | null;
  /** A file of the release repository at a commit. */
  readonly file: (path: string, commit: string) => string | null;
  readonly pullRequest: (number: number) => string | null;
  readonly ticket: (number: number) => string | null;
  readonly helpdesk: (number: number) => string | null;
}

/** What stands around every page, and is not part of what the reconciler knows. */
export interface Chrome {
  /** The path below which the pages are, without a slash at its end; empty for the root of a site. */
  readonly root: string;
  /** The version of Stagepost. */
  readonly version: string;
  /** When the page is made. */
  readonly now: Instant;
  /** The address of the stream of events; null where pages do not change by themselves. */
  readonly events: string | null;
  /** The address of the same as JSON; null where there is none. */
  readonly json: string | null;
  /** The address of the description of the API; null where there is none. */
  readonly api: string | null;
  readonly links: Links;
  /** Where people sign in, or who they are; null where they cannot. */
  readonly account: { readonly title: string; readonly address: string } | null;
  /** What a form that asks for an operation brings; null for those who may not ask. */
  readonly operateKey: string | null;
  /** Where the page looks back to; null for what is so now. */
  readonly asOf: AsOf | null;
}

/** An earlier moment at which a page was looked back to. */
export interface AsOf {
  /** The commit of main. */
  readonly commit: string;
  /** The address of the same page as it is now. */
  readonly now: string;
}

/** Nothing is shown anywhere else. */
export const noLinks: Links = {
  commit: () => null,
  file: () => null,
  pullRequest: () => null,
  ticket: () => null,
  helpdesk: () => null,
};
