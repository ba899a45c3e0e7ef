import type { CommitSha } from './desired-state.ts';
import type { Location } from './finding.ts';
import type { DesirableState, ReleaseId } from './release.ts';
import type { RepositoryKey } from './repository.ts';

/** What one publication may take out of a repository that is shared by many releases. */
export interface RemovalLimits {
  readonly maxPackages: number;
  /** Share of the packages of a production repository, in percent. */
  readonly maxPercent: number;
  /** The share counts from this many removed packages on, so that a small repository can lose one. */
  readonly percentFrom: number;
}

/** A time in which no package moves. */
export interface Freeze {
  /** The frozen major release; null for all of them. */
  readonly majorRelease: string | null;
  readonly reason: string;
  readonly at: Location;
}

/** What a guard refused and administrators let through: one thing, named so that it is spent by being used. */
export type Allowed =
  | {
      readonly guard: 'removal' | 'emptying';
      readonly repository: RepositoryKey;
      /** Number of the generation that may be published without what it loses. */
      readonly generation: number;
    }
  /** The commit whose many transitions may be made, or the last reconciled one that main does not descend from. */
  | { readonly guard: 'mass-change' | 'rewritten-history'; readonly commit: CommitSha }
  | { readonly guard: 'downgrade'; readonly release: ReleaseId }
  | { readonly guard: 'freeze'; readonly release: ReleaseId; readonly state: DesirableState };

/** An entry of `guards.allow` and where it stands. */
export type Allowance = Allowed & { readonly at: Location };

/** Limits on what one plan may change for clients; every guard refuses by itself and holds nothing else up. */
export interface Guards {
  readonly removal: RemovalLimits;
  /** Most releases that one commit may move to another stage or end. */
  readonly maxTransitions: number;
  readonly freezes: readonly Freeze[];
  readonly allowances: readonly Allowance[];
  /**
   * How much of `guards.allow` the file has already, and the line of it: a new entry is written there. `entries` stand
   * below each other, `list` stands in brackets and `group` in braces on one line.
   */
  readonly allowAt: {
    readonly has: 'nothing' | 'guards' | 'group' | 'allow' | 'entries' | 'list';
    readonly file: string;
    readonly line: number;
  };
}

/** The entry that lets a thing through; undefined when there is none. */
export function allowanceFor(guards: Guards, wanted: Allowed): Allowance | undefined {
  const name = allowedText(wanted);
  return guards.allowances.find((entry) => allowedText(entry) === name);
}

/** How a person lets a thing through by a reviewed line: where it goes, and the exact text. */
export function allowHint({ allowAt }: Pick<Guards, 'allowAt'>, wanted: Allowed): string {
  const place = `${allowAt.file}:${allowAt.line}`;
  const entry = `{${allowedText(wanted)}}`;
  switch (allowAt.has) {
    case 'entries':
      return `to let it through, add to guards.allow (${place}): - ${entry}`;
    case 'list':
      return `to let it through, put first into guards.allow (${place}): ${entry},`;
    case 'allow':
      return `to let it through, replace allow (${place}) by: allow: [${entry}]`;
    case 'guards':
      return `to let it through, add below guards (${place}): allow: [${entry}]`;
    case 'group':
      return `to let it through, put first into guards (${place}): allow: [${entry}],`;
    case 'nothing':
      return `to let it through, add to ${allowAt.file}: guards: {allow: [${entry}]}`;
    default:
      return allowAt.has satisfies never;
  }
}

/** What an entry lets through, as it is written in YAML between braces. */
export function allowedText(allowed: Allowed): string {
  switch (allowed.guard) {
    case 'removal':
    case 'emptying':
      return `guard: ${allowed.guard}, repository: ${allowed.repository}, generation: ${allowed.generation}`;
    case 'mass-change':
    case 'rewritten-history':
      // Quoted, because a commit of digits alone would be read as a number.
      return `guard: ${allowed.guard}, commit: "${allowed.commit}"`;
    case 'downgrade':
      return `guard: downgrade, release: ${allowed.release}`;
    case 'freeze':
      return `guard: freeze, release: ${allowed.release}, state: ${allowed.state}`;
    default:
      return allowed satisfies never;
  }
}
