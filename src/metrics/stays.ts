import type { CommitSha } from '../domain/desired-state.ts';
import { type Instant, laterOf } from '../domain/instant.ts';
import type { Visit } from '../domain/record.ts';
import type { ReleaseId, StateName } from '../domain/release.ts';
import { secondsBetween } from './month.ts';

/** One visit of a state with its two ends (R107). */
export interface Stay {
  /** Counts the visits of the release, from 1 on. */
  readonly visit: number;
  readonly state: StateName;
  readonly entered: Instant;
  /** When the next state was entered; null while it lasts. */
  readonly left: Instant | null;
  /** How long it lasted, or lasts until the moment that was asked about. */
  readonly seconds: number;
  readonly commit: CommitSha;
  readonly reason: string | null;
}

/** All visits of one state together. */
export interface StateTotal {
  readonly state: StateName;
  readonly visits: number;
  readonly seconds: number;
  /** Whether one of them lasts. */
  readonly open: boolean;
}

/** Where a release spent its time. */
export interface ReleaseTimes {
  readonly release: ReleaseId;
  readonly stays: readonly Stay[];
  /** In the order in which the states were entered first. */
  readonly totals: readonly StateTotal[];
  /** From its arrival until the moment that was asked about: the sum of all stays. */
  readonly seconds: number;
}

interface Visited {
  readonly release: ReleaseId;
  readonly visits: readonly Visit[];
}

/**
 * The visits of a release until a moment; what was entered after it has not happened yet. A clock that was set back
 * makes no time negative: a visit begins at the latest entry so far.
 */
export function staysOf(visits: readonly Visit[], at: Instant): readonly Stay[] {
  const past = visits.filter(({ entered }) => entered <= at);
  const entries: Instant[] = [];
  for (const { entered } of past) entries.push(laterOf(entries.at(-1) ?? entered, entered));
  return past.map(({ state, entered, commit, reason }, index) => {
    const left = entries[index + 1] ?? null;
    const seconds = secondsBetween(entries[index] ?? entered, left ?? at);
    return { visit: index + 1, state, entered: entries[index] ?? entered, left, seconds, commit, reason };
  });
}

/** Time in each state, for each visit and in total (R107). */
export function timesOf({ release, visits }: Visited, at: Instant): ReleaseTimes {
  const stays = staysOf(visits, at);
  const states = [...new Set(stays.map(({ state }) => state))];
  const totals = states.map((state) => {
    const own = stays.filter((stay) => stay.state === state);
    const open = own.some(({ left }) => left === null);
    return { state, visits: own.length, seconds: secondsOf(own), open };
  });
  return { release, stays, totals, seconds: secondsOf(stays) };
}

/** The times of many releases in order of id; those that had not arrived at that moment are left out. */
export function allTimes(releases: Iterable<Visited>, at: Instant): readonly ReleaseTimes[] {
  return [...releases]
    .map((release) => timesOf(release, at))
    .filter(({ stays }) => stays.length > 0)
    .sort((a, b) => (a.release < b.release ? -1 : 1));
}

function secondsOf(parts: readonly { readonly seconds: number }[]): number {
  return parts.reduce((sum, { seconds }) => sum + seconds, 0);
}
