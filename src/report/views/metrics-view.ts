import { dayOf } from '../../domain/day.ts';
import { ngiOn } from '../../domain/early-adopter.ts';
import type { StateName } from '../../domain/release.ts';
import { limitOf } from '../../domain/time-limits.ts';
import type { MetricFacts } from '../../metrics/facts.ts';
import type { Figure } from '../../metrics/figures.ts';
import { type Metrics, makeMetrics } from '../../metrics/make-metrics.ts';
import type { PartName } from '../../metrics/metric-parts.ts';
import type { Month } from '../../metrics/month.ts';
import { endedStays, leadTimes, type Quantiles, quantilesOf } from '../../metrics/spans.ts';
import { allTimes } from '../../metrics/stays.ts';
import { statusView } from '../status-view.ts';
import { viewFor } from './public-part.ts';
import { seenOf } from './seen.ts';
import type { Seen, Snapshot, Viewer } from './snapshot.ts';

/** What the metrics of the policy come to, as far as it can be drawn. */
export interface MetricsView {
  readonly seen: Seen;
  /** Whether it is made for members, who may have numbers with the names of releases. */
  readonly isForMembers: boolean;
  /** Every month from the first delivery on; the last one is not over. */
  readonly months: readonly MonthRow[];
  readonly states: readonly StateRow[];
  readonly teams: readonly AdopterFigures[];
  readonly infrastructures: readonly InfrastructureFigures[];
  readonly leads: readonly LeadRow[];
  /** The lead time of all releases together; null where none was promoted. */
  readonly lead: Quantiles | null;
}

/** What one month counted (R108-R111). */
export interface MonthRow {
  readonly month: Month;
  readonly delivered: number;
  readonly verified: number;
  /** Passed stage rollout into production. */
  readonly published: number;
  readonly success: number;
  readonly warning: number;
  readonly rejected: number;
}

/** How long visits of a state lasted, in days. */
export interface StateRow extends Quantiles {
  readonly state: StateName;
  /** Null where policy has none. */
  readonly limitDays: number | null;
  /** Whether the limit counts working days alone. */
  readonly isWorkingDays: boolean;
}

/** What a team did. */
export interface AdopterFigures {
  readonly team: string;
  readonly ngi: string | null;
  readonly reported: number;
  /** Accepted, and silent until the stage rollout ended. */
  readonly silent: number;
}

/** The reports of the teams of one infrastructure; null for reports on days without one. */
export interface InfrastructureFigures {
  readonly ngi: string | null;
  readonly reports: number;
}

/** Lead times of one month, in days. */
export interface LeadRow extends Quantiles {
  readonly month: Month;
}

/** The metrics until the moment of the snapshot. The numbers are the same for everybody; they name no release. */
export function metricsView(snapshot: Snapshot, facts: MetricFacts, viewer: Viewer): MetricsView {
  const view = viewFor(viewer, snapshot, (part) => makeView(part, facts));
  return { ...view, isForMembers: viewer === 'member' };
}

function makeView(snapshot: Snapshot, facts: MetricFacts): Omit<MetricsView, 'isForMembers'> {
  const { at, desired, record, plan } = snapshot;
  const metrics = makeMetrics(facts, at);
  const times = allTimes(facts.releases, at);
  const leads = leadTimes(times).map(({ month, seconds }) => ({ month, days: seconds / day }));
  return {
    seen: seenOf(snapshot, statusView(desired, record, plan)),
    months: monthRows(metrics),
    states: timedStates.flatMap((state) => {
      const spread = quantilesOf(endedStays(times, state).map((seconds) => seconds / day));
      const limit = limitOf(state, desired.policy.gates.limits);
      const limits = { limitDays: limit?.days ?? null, isWorkingDays: limit?.working ?? false };
      return spread === null ? [] : [{ state, ...limits, ...spread }];
    }),
    teams: teamFigures(metrics, facts),
    infrastructures: infrastructureFigures(metrics),
    leads: metrics.months.flatMap(({ month }) => {
      const own = leads.filter((each) => each.month === month);
      const spread = quantilesOf(own.map(({ days }) => days));
      return spread === null ? [] : [{ month, ...spread }];
    }),
    lead: quantilesOf(leads.map(({ days }) => days)),
  };
}

const day = 86_400;

const timedStates: readonly StateName[] = [
  'Submitted',
  'Unverified',
  'InVerification',
  'WaitingForResponse',
  'Deferred',
  'StageRollout',
];

function monthRows({ months }: Metrics): readonly MonthRow[] {
  return months.map(({ month, figures }) => ({
    month,
    delivered: countOf(figures, 'M.REPO-1', 'delivered'),
    verified: countOf(figures, 'M.REPO-2', 'verified'),
    published: countOf(figures, 'M.REPO-3', 'accepted'),
    success: countOf(figures, 'M.SA1.3-2', 'success'),
    warning: countOf(figures, 'M.SA1.3-2', 'warning'),
    rejected: countOf(figures, 'M.SA1.3-3', 'rejected'),
  }));
}

function countOf(figures: readonly Figure[], metric: Figure['metric'], part: PartName): number {
  const own = figures.filter((each) => each.metric === metric && each.part === part);
  return own.reduce((sum, { count }) => sum + count, 0);
}

function teamFigures({ total, at }: Metrics, { teams }: MetricFacts): readonly AdopterFigures[] {
  const own = total.filter(({ metric }) => metric === 'M.SA1.3-6');
  const named = own.flatMap(({ subject }) => (subject === null ? [] : [subject]));
  return [...new Set(named)].sort().map((team) => {
    const count = (part: PartName) =>
      own.find((each) => each.part === part && each.subject === team)?.count ?? 0;
    const registered = teams.get(team);
    const ngi = registered === undefined ? null : ngiOn(registered, dayOf(at));
    return { team, ngi, reported: count('reported'), silent: count('silent') };
  });
}

function infrastructureFigures({ total }: Metrics): readonly InfrastructureFigures[] {
  const own = total.filter(({ metric }) => metric === 'M.SA1.3-7');
  return own.map(({ subject, count }) => ({ ngi: subject, reports: count }));
}
