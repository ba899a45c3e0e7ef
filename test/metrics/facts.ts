// Facts in memory, from which metrics are computed.
import type { Day } from '../../src/domain/day.ts';
import type { CommitSha } from '../../src/domain/desired-state.ts';
import type { EarlyAdopterTeam } from '../../src/domain/early-adopter.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { MainCommit, WrittenRelease, WrittenReport } from '../../src/domain/main-history.ts';
import type { Visit } from '../../src/domain/record.ts';
import type { ReleaseId, ReleaseWorkflow, StateName } from '../../src/domain/release.ts';
import type { MetricFacts } from '../../src/metrics/facts.ts';
import { type Metrics, makeMetrics } from '../../src/metrics/make-metrics.ts';
import { aCommit, aRelease } from '../builders/release.ts';

export const voms = 'umd-5/voms-4.2.0' as ReleaseId;
export const argus = 'umd-5/argus-1.7.5' as ReleaseId;

/** The moment of `11-22 12:00` or `11-22 12:00:59`. */
export function moment(text: string): Instant {
  const seconds = text.length > 11 ? '' : ':00';
  return `2026-${text.replace(' ', 'T')}${seconds}Z` as Instant;
}

/** The day of `11-22`. */
export function day(text: string): Day {
  return `2026-${text}` as Day;
}

/** Visits from lines such as `11-22 12:00 Submitted`; each by a commit of its own. */
export function visits(...lines: readonly string[]): readonly Visit[] {
  return lines.map((line) => {
    const at = line.slice(0, line.lastIndexOf(' '));
    const state = line.slice(line.lastIndexOf(' ') + 1) as StateName;
    return { state, entered: moment(at), commit: commitOf(line), reason: null };
  });
}

/** The commit that led to a line of visits. */
export function commitOf(line: string): CommitSha {
  return aCommit(line) as CommitSha;
}

/** A release that arrived, was verified and came into stage rollout on a day, at 12:00. */
export function inRollout(arrival: string, entry: string, ...more: readonly string[]): readonly Visit[] {
  const early = [
    `${arrival} 09:00 Submitted`,
    `${arrival} 09:10 Unverified`,
    `${arrival} 10:00 InVerification`,
  ];
  return visits(...early, `${entry} 12:00 StageRollout`, ...more);
}

/** What a commit of main says about a release. */
export function written(
  release: ReleaseId,
  by: Partial<MainCommit> & Pick<MainCommit, 'position'>,
  workflow: Partial<ReleaseWorkflow>,
): WrittenRelease {
  const plain: ReleaseWorkflow = { ...aRelease().workflow, outcome: null, stageRolloutReport: null };
  return { release, by: byOf(by), workflow: { ...plain, ...workflow }, content: null, present: true };
}

/** What a commit of main says in the name of a team. */
export function answered(
  release: ReleaseId,
  team: string,
  answer: Partial<NonNullable<WrittenReport['answer']>> & {
    readonly written: string;
    readonly position?: number;
  },
): WrittenReport {
  const { written: at, position = 1, ...says } = answer;
  return {
    release,
    team,
    by: byOf({ position, committedAt: moment(`${at} 12:00`) }),
    answer: { state: 'accepted', acceptedAt: null, result: null, date: null, ...says },
    present: true,
  };
}

function byOf(by: Partial<MainCommit> & Pick<MainCommit, 'position'>): MainCommit {
  const commit = aCommit(`main ${by.position}`) as CommitSha;
  return { commit, author: 'Ada', subject: 'a change', committedAt: moment('01-01 00:00'), ...by };
}

/** A team that is with each NGI from a day on. */
export function aTeam(key: string, ...memberships: readonly (readonly [ngi: string, from: Day])[]) {
  const team: EarlyAdopterTeam = {
    key,
    site: key,
    stacks: ['emi'],
    platforms: [],
    contacts: [],
    mailingList: null,
    memberships: memberships.map(([ngi, from], index) => ({
      ngi,
      from,
      to: memberships[index + 1]?.[1] ?? null,
    })),
  };
  return [key, team] as const;
}

/** Facts with nothing but what is given. */
export function facts(
  releases: readonly (readonly [ReleaseId, readonly Visit[]])[],
  parts: Partial<MetricFacts> = {},
): MetricFacts {
  return {
    releases: releases.map(([release, all]) => ({ release, visits: all })),
    merged: new Map(),
    written: [],
    reports: [],
    teams: new Map(),
    ...parts,
  };
}

/** What is counted of a metric, as `month part subject: count (different releases) values`. */
export function told(metrics: Metrics, metric: string): readonly string[] {
  return metrics.months.flatMap(({ month, figures }) =>
    figures
      .filter((figure) => figure.metric === metric)
      .map(({ part, subject, count, releases, values }) => {
        const distinct = releases.length === count ? '' : ` (${releases.length})`;
        const total = values === null ? '' : `, ${values.total} in all`;
        return `${month} ${part}${subject === null ? '' : ` ${subject}`}: ${count}${distinct}${total}`;
      }),
  );
}

/** The same of facts, at the end of the year. */
export function countedOf(given: MetricFacts, metric: string): readonly string[] {
  return told(makeMetrics(given, moment('12-31 23:59')), metric);
}
