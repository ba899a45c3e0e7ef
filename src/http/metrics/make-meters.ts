import { Counter, Histogram, Registry } from 'prom-client';
import { clientGauges } from './client-gauges.ts';
import type { MeterFacts, RunResult } from './meter-facts.ts';
import { processGauges } from './process-gauges.ts';
import { releaseGauges } from './release-gauges.ts';
import { repositoryGauges } from './repository-gauges.ts';

/** One answer of the server. */
export interface Answered {
  readonly method: string;
  /** The pattern of the address, never the address itself. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** What is counted and measured of a daemon, for Prometheus. */
export interface Meters {
  runEnded(result: RunResult, seconds: number): void;
  /** Seconds from a merge until it was served. */
  served(seconds: number): void;
  adapterCalled(call: { readonly port: string; readonly call: string; readonly failed: boolean }): void;
  answered(answer: Answered): void;
  /** Everything in the text format of Prometheus, with what is measured now. */
  expose(facts: MeterFacts): Promise<string>;
}

const cycleBuckets = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600];
const lagBuckets = [1, 2, 5, 10, 30, 60, 120, 300, 900, 3600, 14_400, 86_400, 604_800];
const answerBuckets = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5];

/** Begins to count. */
export function makeMeters(): Meters {
  const registry = new Registry();
  const { runs, runTime, lag } = loopMeters(registry);
  const { calls, failures } = adapterMeters(registry);
  const { answers, answerTime } = serverMeters(registry);
  const measure = {
    releases: releaseGauges(registry),
    repositories: repositoryGauges(registry),
    clients: clientGauges(registry),
    process: processGauges(registry),
  };
  return {
    runEnded: (result, seconds) => {
      runs.inc({ result });
      runTime.observe(seconds);
    },
    served: (seconds) => lag.observe(seconds),
    adapterCalled: ({ port, call, failed }) => {
      calls.inc({ port, call });
      if (failed) failures.inc({ port, call });
    },
    answered: ({ method, route, status, seconds }) => {
      answers.inc({ method, route, status: String(status) });
      answerTime.observe(seconds);
    },
    expose: (facts) => {
      measure.process(facts);
      if (facts.snapshot !== null) {
        measure.releases(facts.snapshot);
        measure.repositories(facts.snapshot, facts.now);
        measure.clients(facts.snapshot, facts.truth);
      }
      return registry.metrics();
    },
  };
}

function loopMeters(registry: Registry) {
  const registers = [registry];
  const runs = new Counter({
    name: 'stagepost_reconcile_total',
    help: 'Runs of the loop, by how they ended.',
    labelNames: ['result'],
    registers,
  });
  for (const result of ['done', 'quiet', 'failed', 'refused', 'error']) runs.inc({ result }, 0);
  return {
    runs,
    runTime: new Histogram({
      name: 'stagepost_reconcile_time_seconds',
      help: 'How long a run of the loop took.',
      buckets: cycleBuckets,
      registers,
    }),
    lag: new Histogram({
      name: 'stagepost_merge_to_served_seconds',
      help: 'From the commit that asked for a stage until its packages were served there.',
      buckets: lagBuckets,
      registers,
    }),
  };
}

function adapterMeters(registry: Registry) {
  const labelNames = ['port', 'call'];
  const registers = [registry];
  return {
    calls: new Counter({
      name: 'stagepost_adapter_calls_total',
      help: 'Calls that change something outside of the process, by port and by program or method.',
      labelNames,
      registers,
    }),
    failures: new Counter({
      name: 'stagepost_adapter_failures_total',
      help: 'Those that failed.',
      labelNames,
      registers,
    }),
  };
}

function serverMeters(registry: Registry) {
  const registers = [registry];
  return {
    answers: new Counter({
      name: 'stagepost_http_requests_total',
      help: 'Answers of the server.',
      labelNames: ['method', 'route', 'status'],
      registers,
    }),
    answerTime: new Histogram({
      name: 'stagepost_http_request_time_seconds',
      help: 'How long an answer took.',
      buckets: answerBuckets,
      registers,
    }),
  };
}
