import type { CommitSha } from '../domain/desired-state.ts';
import type { DatedFailure } from '../domain/failure.ts';
import type { Instant } from '../domain/instant.ts';
import type { MainCommit, WrittenRelease, WrittenReport } from '../domain/main-history.ts';
import type { ReleaseRecord } from '../domain/record.ts';
import type { ReleaseId, StateName } from '../domain/release.ts';
import { type VersionKind, versionKindOf } from '../domain/version-kind.ts';
import { type StateTotal, type Stay, timesOf } from '../metrics/stays.ts';

/** One visit with the commit of main that led to it; null where main does not contain that commit. */
export interface VisitLine extends Stay {
  readonly by: Pick<MainCommit, 'author' | 'subject' | 'committedAt'> | null;
}

/** One commit of main that changed the release file, or the file in which a team answers. */
export interface EditLine {
  readonly by: MainCommit;
  /** Null where it is about the release file. */
  readonly team: string | null;
  /** Empty where only layout and comments were changed. */
  readonly changes: readonly FieldChange[];
}

/** A field before and after; null where it is not given. */
export interface FieldChange {
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** Everything that git knows of one release; `--json` prints it as it is. */
export interface HistoryView {
  readonly release: ReleaseId;
  /** What its version is beside those before it (R33); null where its name has none that can be read. */
  readonly versionKind: VersionKind | null;
  readonly at: Instant;
  /** Null before the first cycle that saw it. */
  readonly state: StateName | null;
  readonly visits: readonly VisitLine[];
  readonly totals: readonly StateTotal[];
  readonly seconds: number;
  /** What failed last; null unless the release is Failed now. */
  readonly failure: DatedFailure | null;
  /** In order of main. */
  readonly edits: readonly EditLine[];
}

/** What a history is made from. */
export interface HistoryFacts {
  readonly release: ReleaseId;
  readonly record: ReleaseRecord | null;
  readonly commits: ReadonlyMap<CommitSha, MainCommit>;
  readonly written: readonly WrittenRelease[];
  readonly reports: readonly WrittenReport[];
}

/** Joins what main asked for with what the reconciler did, until a moment. */
export function historyView(facts: HistoryFacts, at: Instant): HistoryView {
  const { release, record, commits } = facts;
  const times = timesOf({ release, visits: record?.visits ?? [] }, at);
  const last = times.stays.at(-1);
  const isNow = last !== undefined && times.stays.length === record?.visits.length;
  return {
    release,
    versionKind: versionKindOf(release),
    at,
    state: last?.state ?? null,
    visits: times.stays.map((stay) => ({ ...stay, by: commits.get(stay.commit) ?? null })),
    totals: times.totals,
    seconds: times.seconds,
    failure: isNow && record?.observed.state === 'Failed' ? record.observed.failure : null,
    edits: editsOf(facts).filter(({ by }) => by.committedAt <= at),
  };
}

interface Version {
  readonly by: MainCommit;
  readonly team: string | null;
  readonly fields: Fields;
}

type Fields = ReadonlyMap<string, string>;

function editsOf({ written, reports }: HistoryFacts): readonly EditLine[] {
  const versions: readonly Version[] = [
    ...written.map(({ by, workflow, content, present }) => {
      const fields = workflow === null ? unread(present) : { ...workflow, content };
      return { by, team: null, fields: fieldsOf(fields) };
    }),
    ...reports.map(({ by, team, answer, present }) => ({
      by,
      team,
      fields: fieldsOf(answer ?? unread(present)),
    })),
  ];
  const before = new Map<string | null, Fields>();
  const sorted = [...versions].sort((a, b) => a.by.position - b.by.position || byTeam(a, b));
  return sorted.map(({ by, team, fields }) => {
    const changes = changesBetween(before.get(team) ?? new Map(), fields);
    before.set(team, fields);
    return { by, team, changes };
  });
}

function unread(present: boolean) {
  return { file: present ? 'cannot be read' : 'removed' };
}

function changesBetween(before: Fields, after: Fields): readonly FieldChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.flatMap((field) => {
    const [from, to] = [before.get(field) ?? null, after.get(field) ?? null];
    return from === to ? [] : [{ field, from, to }];
  });
}

// The release file comes before the answers of the teams.
function byTeam(a: Version, b: Version): number {
  return (a.team ?? '') < (b.team ?? '') ? -1 : 1;
}

/** The parts of a value that say something, by their path: `emergency.route`, `tickets.rt`. */
function fieldsOf(value: object): Fields {
  return new Map(pathsOf(value, ''));
}

function pathsOf(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.length === 0 ? [] : [[path, JSON.stringify(value)]];
  if (typeof value !== 'object') return [[path, String(value)]];
  return Object.entries(value).flatMap(([name, inner]) =>
    pathsOf(inner, path === '' ? name : `${path}.${name}`),
  );
}
