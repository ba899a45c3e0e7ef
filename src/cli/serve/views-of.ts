import type { CommitSha } from '../../domain/desired-state.ts';
import type { Views } from '../../http/views.ts';
import { makeMetrics } from '../../metrics/make-metrics.ts';
import { asMonth } from '../../metrics/month.ts';
import type { CycleDeps } from '../../reconcile/cycle-deps.ts';
import type { Snapshots } from '../../reconcile/snapshots.ts';
import { historyView } from '../../report/history-view.ts';
import type { Snapshot } from '../../report/views/snapshot.ts';
import type { GitFacts } from '../on-git.ts';
import { readHistoryFacts } from '../read-history-facts.ts';
import { readMetricFacts } from '../read-metric-facts.ts';

/** What the server shows: the newest snapshot, and of git what it held then. */
export function viewsOf(snapshots: Snapshots, { history, roots }: CycleDeps): Views {
  const commitsUpTo = keepNewest((commit: CommitSha) => history.commits(null, commit));
  const gitOf = async ({ desired, record, at }: Snapshot): Promise<GitFacts> => ({
    history,
    commits: await commitsUpTo(desired.commit),
    record,
    policy: desired.policy,
    at,
  });
  const metricFacts = keepNewest(async (snapshot: Snapshot) => readMetricFacts(await gitOf(snapshot)));
  return {
    current: snapshots.current,
    onChange: snapshots.onChange,
    history: async (snapshot, release) =>
      historyView(await readHistoryFacts(release, await gitOf(snapshot)), snapshot.at),
    metrics: async (snapshot, month) =>
      makeMetrics(await metricFacts(snapshot), snapshot.at, asMonth(month ?? '') ?? null),
    urlOf: ({ stage, path }) => `${roots[stage].url}/${path}`,
  };
}

/** Works out each answer once as long as the same is asked; one that failed is worked out again. */
function keepNewest<K, V>(work: (key: K) => Promise<V>): (key: K) => Promise<V> {
  let newest: { readonly key: K; readonly value: Promise<V> } | undefined;
  return (key) => {
    if (newest?.key === key) return newest.value;
    const value = work(key);
    const kept = { key, value };
    newest = kept;
    value.catch(() => {
      if (newest === kept) newest = undefined;
    });
    return value;
  };
}
