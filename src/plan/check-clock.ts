import { type Instant, laterOf, msOf, plusSeconds } from '../domain/instant.ts';
import type { ReconcilerRecord } from '../domain/record.ts';

const hour = 3600;
const day = 24 * hour;
// Room for a clock that ran ahead and was set right; up to then the dates of generations still go forward.
const mostBehindSeconds = 6 * hour;
// What is signed with a date of the future stays refused until then, and every later date must be later still.
const mostAheadSeconds = 90 * day;

/** What the clock is held against. */
export interface Past {
  readonly record: ReconcilerRecord;
  /** Committer date of the head of main. People choose it, so it may only make a late moment plausible. */
  readonly committedAt: Instant;
}

/**
 * Why a moment cannot be the present, in one sentence; null when it can. It may not be more than 6 hours before the
 * newest moment of the record, nor more than 90 days after both that and the newest commit of main.
 */
export function clockObjection(now: Instant, { record, committedAt }: Past): string | null {
  const recorded = newestMoment(record);
  if (recorded !== null && msOf(now) < msOf(plusSeconds(recorded, -mostBehindSeconds)))
    return `it is ${now} by the clock of this host, but the record already has something of ${recorded}`;
  const newest = recorded === null ? committedAt : laterOf(recorded, committedAt);
  if (msOf(now) > msOf(plusSeconds(newest, mostAheadSeconds)))
    return `it is ${now} by the clock of this host, but the newest thing in main and in the record is of ${newest}`;
  return null;
}

/** The newest date of a generation and entry of a state; null in a record that has neither. */
export function newestMoment(record: ReconcilerRecord): Instant | null {
  const dates = [...record.generations.values()].map(({ generation }) => generation.date);
  const entries = [...record.releases.values()].flatMap(({ visits }) => visits.map((visit) => visit.entered));
  return [...dates, ...entries].sort().at(-1) ?? null;
}
