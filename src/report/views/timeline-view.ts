import type { Instant } from '../../domain/instant.ts';
import type { StateName } from '../../domain/release.ts';
import type { EditLine, FieldChange, HistoryView, VisitLine } from '../history-view.ts';
import { durationOf } from '../times.ts';
import { pullRequestOf } from './pull-request-of.ts';

/** Something that happened to a release. */
export interface TimelineEntry {
  readonly at: Instant;
  /** The state that was entered; null for what people wrote. */
  readonly state: StateName | null;
  readonly title: string;
  readonly lines: readonly string[];
  readonly commit: string | null;
  readonly pullRequest: number | null;
}

/**
 * What happened, newest first: states that were entered, and what people wrote into git. An edit that only asked for a
 * state that was entered for it says nothing more, and is left out.
 */
export function timelineView({ visits, edits }: HistoryView): readonly TimelineEntry[] {
  const done = new Set<string>(visits.map(({ commit }) => commit));
  const telling = edits.filter(
    ({ by, team, changes }) => team !== null || !done.has(by.commit) || asksForMore(changes),
  );
  const entries = [...telling.map(editEntry), ...visits.map(visitEntry)];
  return entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).reverse();
}

function asksForMore(changes: readonly FieldChange[]): boolean {
  const isNew = changes.some(({ field, from }) => field === 'desiredState' && from === null);
  return !isNew && changes.some(({ field }) => field !== 'desiredState');
}

function visitEntry({ state, entered, left, seconds, reason, commit, by }: VisitLine): TimelineEntry {
  return {
    at: entered,
    state,
    title: state,
    lines: [
      left === null ? `Lasts for ${durationOf(seconds)}.` : `Lasted ${durationOf(seconds)}.`,
      ...(by === null ? [] : [`By ${by.author}: ${by.subject}`]),
      ...(reason === null ? [] : [`Reason: ${reason}`]),
    ],
    commit,
    pullRequest: by === null ? null : pullRequestOf(by.subject),
  };
}

function editEntry({ by, team, changes }: EditLine): TimelineEntry {
  return {
    at: by.committedAt,
    state: null,
    title: `${by.author} wrote ${team === null ? 'its file' : `the report of ${team}`}`,
    lines: [by.subject, ...changes.slice(0, mostChanges).map(changeLine), ...more(changes)],
    commit: by.commit,
    pullRequest: pullRequestOf(by.subject),
  };
}

const mostChanges = 8;

function changeLine({ field, from, to }: FieldChange): string {
  // A digest of everything that the provider delivers tells nobody anything but that it is another.
  if (field === 'content') return 'content: changed';
  if (from === null) return `${field}: ${to}`;
  return `${field}: ${from} → ${to ?? 'not given'}`;
}

function more(changes: readonly FieldChange[]): readonly string[] {
  const left = changes.length - mostChanges;
  return left > 0 ? [`… and ${left} more`] : [];
}
