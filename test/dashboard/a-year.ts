// A year of releases for the plots: the same every time, and no two months alike.
import { dayOf } from '../../src/domain/day.ts';
import type { CommitSha } from '../../src/domain/desired-state.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import { type Instant, plusSeconds } from '../../src/domain/instant.ts';
import type { MainCommit, WrittenReport } from '../../src/domain/main-history.ts';
import type { Visit } from '../../src/domain/record.ts';
import type { ReleaseId, StateName } from '../../src/domain/release.ts';
import { type MetricFacts, mergeTimes } from '../../src/metrics/facts.ts';
import { aTeam } from '../builders/policy.ts';
import { aCommit, aRelease, noon } from '../builders/release.ts';

const teams = ['cesga', 'cnaf', 'desy', 'ifca', 'lip', 'prague', 'ral'];
const infrastructures = [
  'NGI_IBERGRID',
  'NGI_IT',
  'NGI_DE',
  'NGI_IBERGRID',
  'NGI_IBERGRID',
  'NGI_CZ',
  'NGI_UK',
];

/** Some releases that arrived in the last year, with what became of them. */
export function aYear(count = 140): MetricFacts {
  const ways = Array.from({ length: count }, (_, index) => wayOf(index, count));
  const written = ways.flatMap(({ release, visits, number }) =>
    visits.map((visit, at) => {
      const by = commitOf(visit, number * 10 + at);
      const outcome = number % 7 === 0 ? ('Warning' as const) : ('Success' as const);
      return {
        release,
        by,
        workflow: { ...aRelease().workflow, outcome },
        content: sha256Of(release),
        present: true,
      };
    }),
  );
  return {
    releases: ways,
    merged: mergeTimes(written.map(({ by }) => by)),
    written,
    reports: ways.flatMap(reportsOf),
    teams: new Map(
      teams.map((key, index) => {
        const ngi = infrastructures[index] ?? 'NGI_PT';
        const [membership] = aTeam(key).memberships;
        return [key, aTeam(key, { memberships: membership === undefined ? [] : [{ ...membership, ngi }] })];
      }),
    ),
  };
}

interface Way {
  readonly number: number;
  readonly release: ReleaseId;
  readonly visits: readonly Visit[];
}

// Days in each state; a small generator of numbers that look like chance and are none.
function wayOf(number: number, count: number): Way {
  const states: readonly StateName[] = [
    'Submitted',
    'Unverified',
    'InVerification',
    ...(number % 5 === 1 ? (['WaitingForResponse', 'InVerification'] as const) : []),
    ...(number % 3 === 0 ? (['Deferred'] as const) : []),
    'StageRollout',
    number % 9 === 4 ? 'Rejected' : 'Production',
  ];
  let at = plusSeconds(noon, -Math.round((365 - (number * 365) / count) * 86_400));
  const visits = states.map((state, index): Visit => {
    const visit = { state, entered: at, commit: aCommit(`${number} ${index}`), reason: null };
    at = plusSeconds(at, Math.round(daysIn(state, number * 17 + index * 5) * 86_400));
    return visit;
  });
  return {
    number,
    release: `umd-5/tool${number}-1.0.0` as ReleaseId,
    visits: visits.filter(({ entered }) => entered < noon),
  };
}

function daysIn(state: StateName, seed: number): number {
  const part = ((seed * 7919) % 101) / 100;
  const most = {
    Submitted: 3,
    Unverified: 20,
    InVerification: 9,
    WaitingForResponse: 14,
    Deferred: 9,
    StageRollout: 13,
  };
  return 0.1 + part * part * (most[state as keyof typeof most] ?? 1);
}

function commitOf(visit: Visit, position: number): MainCommit {
  return {
    commit: visit.commit as CommitSha,
    position,
    author: 'Ada Reviewer',
    subject: `to ${visit.state}`,
    committedAt: visit.entered as Instant,
  };
}

function reportsOf({ release, visits, number }: Way): readonly WrittenReport[] {
  const rollout = visits.find(({ state }) => state === 'StageRollout');
  if (rollout === undefined) return [];
  const invited = teams.filter((_, index) => (number + index * index) % 5 < 2);
  return invited.map((team, index) => {
    const isSilent = (number + index) % 8 === 3;
    return {
      release,
      team,
      by: commitOf({ ...rollout, entered: plusSeconds(rollout.entered, 60) }, number * 10 + 9),
      answer: {
        state: 'accepted',
        acceptedAt: dayOf(rollout.entered),
        result: isSilent ? null : 'Success',
        date: isSilent ? null : dayOf(rollout.entered),
      },
      present: true,
    };
  });
}
