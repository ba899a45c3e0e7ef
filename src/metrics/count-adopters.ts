import { type Day, dayOf } from '../domain/day.ts';
import { ngiOn } from '../domain/early-adopter.ts';
import type { ReleaseId } from '../domain/release.ts';
import type { ReleaseWay } from './count-releases.ts';
import { type Counted, counted } from './counted.ts';
import type { MetricFacts } from './facts.ts';
import type { Participation } from './participations.ts';
import type { Passage } from './steps.ts';

/** A stage rollout that lasts, with the teams that have reported so far and those that are still expected to. */
export interface RunningRollout {
  readonly release: ReleaseId;
  readonly since: string;
  readonly reported: readonly string[];
  readonly expected: readonly string[];
}

/**
 * M.SA1.3-1: the teams that reported on a release until its first stage rollout ended, in the month of that end. So
 * a report that comes later changes no month that is over; it is counted apart in its own.
 */
export function countTeams(way: ReleaseWay, all: readonly Participation[]): readonly Counted[] {
  const { release } = way;
  const end = firstEnd(way.passages);
  if (end === undefined) return [];
  const own = all.filter((each) => each.release === release);
  const lastDay = dayOf(end.at);
  const silent = own.filter((each) => isSilent(each, lastDay)).length;
  const late = own.filter(({ reported }) => reported !== null && reported > lastDay);
  const reported = own.filter((each) => each.reported !== null).length - late.length;
  return [
    counted(['M.SA1.3-1', 'reported'], { at: end.at, release, value: reported }),
    ...(silent > 0 ? [counted(['M.SA1.3-1', 'silent'], { at: end.at, release, value: silent })] : []),
    ...late.map((each) => counted(['M.SA1.3-1', 'late'], { at: each.reported ?? end.at, release, value: 1 })),
  ];
}

/** M.SA1.3-6: the releases that a team reported on, in the months of its reports. */
export function countParticipations(
  all: readonly Participation[],
  ways: readonly ReleaseWay[],
): readonly Counted[] {
  const ends = new Map(ways.map(({ release, passages }) => [release, firstEnd(passages)?.at]));
  return all.flatMap((each) => {
    const { release, team, reported } = each;
    const end = ends.get(release);
    const silent = end !== undefined && isSilent(each, dayOf(end));
    return [
      ...(silent ? [counted(['M.SA1.3-6', 'silent'], { at: end, release, subject: team })] : []),
      ...(reported === null
        ? []
        : [counted(['M.SA1.3-6', 'reported'], { at: reported, release, subject: team })]),
    ];
  });
}

/**
 * M.SA1.3-7: the same for the infrastructure that a team belonged to on the day of its report. Each report counts, so
 * that two teams on one release are two; a figure names the different releases beside.
 */
export function countInfrastructures(
  all: readonly Participation[],
  teams: MetricFacts['teams'],
): readonly Counted[] {
  return all.flatMap(({ release, team, reported }) => {
    if (reported === null) return [];
    const registered = teams.get(team);
    const subject = registered === undefined ? null : ngiOn(registered, reported);
    return [counted(['M.SA1.3-7', 'reported'], { at: reported, release, subject })];
  });
}

/** The stage rollouts that last. */
export function runningRollouts(
  ways: readonly ReleaseWay[],
  all: readonly Participation[],
  today: Day,
): readonly RunningRollout[] {
  return ways.flatMap(({ release, passages }) => {
    const last = passages.at(-1);
    if (last === undefined || last.end !== null) return [];
    const own = all.filter((each) => each.release === release);
    const reported = own.filter((each) => each.reported !== null);
    const expected = own.filter((each) => isSilent(each, today));
    const teams = (those: readonly Participation[]) => those.map(({ team }) => team);
    return [{ release, since: last.entry.at, reported: teams(reported), expected: teams(expected) }];
  });
}

function firstEnd(passages: readonly Passage[]) {
  return passages[0]?.end ?? undefined;
}

function isSilent({ accepted, declined, reported }: Participation, lastDay: Day): boolean {
  const promised = accepted !== null && accepted <= lastDay && (declined === null || declined > lastDay);
  return promised && (reported === null || reported > lastDay);
}
