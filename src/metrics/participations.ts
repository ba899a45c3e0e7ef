import { type Day, dayOf } from '../domain/day.ts';
import type { WrittenAnswer, WrittenReport } from '../domain/main-history.ts';
import type { ReleaseId } from '../domain/release.ts';
import type { Correction } from './first-written.ts';

/** What one team did for one release, by what it wrote first (R105). */
export interface Participation {
  readonly release: ReleaseId;
  readonly team: string;
  /** The day on which it accepted; null while it has not. */
  readonly accepted: Day | null;
  /** The day on which it declined, and stayed with that; null while it has not. */
  readonly declined: Day | null;
  /** The day on which it reported; null while it has not. */
  readonly reported: Day | null;
}

type Readable = WrittenReport & { readonly answer: WrittenAnswer };

/** The teams that answered about releases, in order of release and team. */
export function participationsOf(written: readonly WrittenReport[], today: Day): readonly Participation[] {
  return groupsOf(written).map((versions) => {
    const [{ release, team }] = versions;
    const acceptance = versions.find(({ answer }) => answer.state === 'accepted');
    const report = versions.find(({ answer }) => answer.result !== null);
    const refusal = versions.findLastIndex(({ answer }) => answer.state !== 'declined') + 1;
    const accepted = dayIn(acceptance, ({ acceptedAt }) => acceptedAt);
    const reported = dayIn(report, ({ date }) => date);
    const isPast = (day: Day | null) => (day !== null && day <= today ? day : null);
    const declined = dayIn(versions[refusal], () => null);
    return { release, team, accepted: isPast(accepted), declined, reported: isPast(reported) };
  });
}

/** Results and days that a team changed after it had reported, oldest first for each team. */
export function reportCorrections(written: readonly WrittenReport[]): readonly Correction[] {
  return groupsOf(written).flatMap((versions) =>
    versions.flatMap((version, index) => {
      const before = versions[index - 1]?.answer;
      if (before === undefined || before.result === null) return [];
      return [...changeOf('result', before, version), ...changeOf('date', before, version)];
    }),
  );
}

function changeOf(field: 'result' | 'date', before: WrittenAnswer, version: Readable): readonly Correction[] {
  const { release, team, by, answer } = version;
  const [from, to] = [before[field], answer[field]];
  if (from === null || from === to) return [];
  return [{ at: by.committedAt, commit: by.commit, author: by.author, release, team, field, from, to }];
}

// Without a day in the file, the day of the commit is the nearest that is known.
function dayIn(version: Readable | undefined, named: (answer: WrittenAnswer) => Day | null): Day | null {
  return version === undefined ? null : (named(version.answer) ?? dayOf(version.by.committedAt));
}

function groupsOf(written: readonly WrittenReport[]): readonly (readonly [Readable, ...Readable[]])[] {
  const groups = new Map<string, [Readable, ...Readable[]]>();
  const sorted = written.filter(isReadable).sort((a, b) => a.by.position - b.by.position);
  for (const version of sorted) {
    const key = `${version.release} ${version.team}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [version]);
    else group.push(version);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function isReadable(version: WrittenReport): version is Readable {
  return version.answer !== null;
}
