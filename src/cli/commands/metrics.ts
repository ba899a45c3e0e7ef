import { InvalidArgumentError, Option } from 'commander';
import { type Metrics, makeMetrics } from '../../metrics/make-metrics.ts';
import { asMonth, type Month } from '../../metrics/month.ts';
import { allTimes } from '../../metrics/stays.ts';
import { metricsAsCsv, totalsAsCsv, visitsAsCsv } from '../../report/metrics-as-csv.ts';
import { metricsAsText } from '../../report/metrics-as-text.ts';
import { totalsAsText, visitsAsText } from '../../report/times-as-text.ts';
import type { AddCommand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { type GitFacts, type GitOptions, onGit, withGitOptions } from '../on-git.ts';
import { readMetricFacts } from '../read-metric-facts.ts';

interface MetricsOptions extends GitOptions {
  readonly month?: Month;
  readonly times?: 'visits' | 'totals';
  readonly csv?: boolean;
  readonly json?: boolean;
}

/** `stagepost metrics`: how many, how long, by whom; from git alone. */
export const addMetrics: AddCommand = (program, { io, finish }) => {
  withGitOptions(program.command('metrics'))
    .description('count releases and early adopters for each month, and show how long releases took')
    .addOption(
      new Option('--month <month>', 'one month in UTC, such as 2026-11, with the releases that it counts')
        .argParser(month)
        .conflicts('times'),
    )
    .addOption(
      new Option('--times <of>', 'instead: the time in each state, by visit or in total').choices([
        'visits',
        'totals',
      ]),
    )
    .addOption(new Option('--csv', 'comma-separated values').conflicts('json'))
    .option('--json', 'everything, with what each number counts, as JSON')
    .action(async (options: MetricsOptions) => {
      io.out(await onGit(io, options, (git) => answer(git, options)));
      finish(exitCodes.done);
    });
};

async function answer(git: GitFacts, options: MetricsOptions): Promise<string> {
  const from = { main: git.commits.at(-1)?.commit ?? null, record: git.record.parent };
  if (options.times !== undefined) {
    const releases = allTimes(git.record.releases.values(), git.at);
    if (options.json === true) return asJson({ ...from, at: git.at, releases });
    return timesAs(options.times, options)(releases);
  }
  const metrics = makeMetrics(await readMetricFacts(git), git.at, options.month ?? null);
  return metricsIn(options, { ...from, ...metrics });
}

function metricsIn({ csv, json }: MetricsOptions, metrics: Metrics): string {
  if (json === true) return asJson(metrics);
  return csv === true ? metricsAsCsv(metrics) : metricsAsText(metrics);
}

function timesAs(of: 'visits' | 'totals', { csv }: MetricsOptions) {
  if (of === 'visits') return csv === true ? visitsAsCsv : visitsAsText;
  return csv === true ? totalsAsCsv : totalsAsText;
}

function asJson(value: object): string {
  return JSON.stringify({ schemaVersion: 1, ...value }, null, 2);
}

function month(text: string): Month {
  const found = asMonth(text);
  if (found === undefined) throw new InvalidArgumentError('A month is written 2026-11.');
  return found;
}
