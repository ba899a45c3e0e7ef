import type { CommitSha } from '../../domain/desired-state.ts';
import type { Views } from '../../http/views.ts';
import type { MetricFacts } from '../../metrics/facts.ts';
import { makeMetrics } from '../../metrics/make-metrics.ts';
import { asMonth } from '../../metrics/month.ts';
import { allTimes } from '../../metrics/stays.ts';
import type { CycleDeps } from '../../reconcile/cycle-deps.ts';
import type { Snapshots } from '../../reconcile/snapshots.ts';
import { historyView } from '../../report/history-view.ts';
import { metricsAsCsv, totalsAsCsv, visitsAsCsv } from '../../report/metrics-as-csv.ts';
import type { ClientTruth } from '../../report/views/client-truth.ts';
import type { Snapshot } from '../../report/views/snapshot.ts';
import type { GitFacts } from '../on-git.ts';
import { readHistoryFacts } from '../read-history-facts.ts';
import { readMetricFacts } from '../read-metric-facts.ts';
import { keepNewest } from './keep-newest.ts';

/** What git held when a snapshot was taken. */
export interface GitReaders {
  gitOf(snapshot: Snapshot): Promise<GitFacts>;
  metricFacts(snapshot: Snapshot): Promise<MetricFacts>;
}

/** What is shown beside the newest snapshot. */
export interface ViewSources extends GitReaders {
  /** What clients were given last. */
  truth(): ClientTruth;
}

/** Readers that keep what they read for the newest snapshot, which everybody asks about. */
export function gitReaders({ history }: Pick<CycleDeps, 'history'>): GitReaders {
  const commitsUpTo = keepNewest((commit: CommitSha) => history.commits(null, commit));
  const gitOf = async ({ desired, record, at }: Snapshot): Promise<GitFacts> => ({
    history,
    commits: await commitsUpTo(desired.commit),
    record,
    policy: desired.policy,
    at,
  });
  return { gitOf, metricFacts: keepNewest(async (snapshot) => readMetricFacts(await gitOf(snapshot))) };
}

/** What the server shows: the newest snapshot, and of git what it held then. */
export function viewsOf(
  snapshots: Snapshots,
  { gitOf, metricFacts, truth }: ViewSources,
  { roots }: Pick<CycleDeps, 'roots'>,
): Views {
  const metricsOf = async (snapshot: Snapshot, month: string | null) =>
    makeMetrics(await metricFacts(snapshot), snapshot.at, asMonth(month ?? '') ?? null);
  return {
    current: snapshots.current,
    onChange: snapshots.onChange,
    history: async (snapshot, release) =>
      historyView(await readHistoryFacts(release, await gitOf(snapshot)), snapshot.at),
    metrics: metricsOf,
    metricsCsv: async (snapshot, month) => metricsAsCsv(await metricsOf(snapshot, month)),
    timesCsv: ({ record, at }, of) => {
      const times = allTimes(record.releases.values(), at);
      return of === 'visits' ? visitsAsCsv(times) : totalsAsCsv(times);
    },
    truth,
    urlOf: ({ stage, path }) => `${roots[stage].url}/${path}`,
  };
}
