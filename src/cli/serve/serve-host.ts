import { processRunner } from '../../adapters/process/run-command.ts';
import { openNotifier } from '../../adapters/systemd/notifier.ts';
import type { Composed } from '../../compose.ts';
import type { Failure } from '../../domain/failure.ts';
import type { Meters } from '../../http/metrics/make-meters.ts';
import { collectNow } from '../../reconcile/collect.ts';
import { makeGlance } from '../../reconcile/glance.ts';
import { judgeInbox } from '../../reconcile/inbox.ts';
import { runLoop } from '../../reconcile/loop.ts';
import { onceADay } from '../../reconcile/once-a-day.ts';
import { makeOperations } from '../../reconcile/operate.ts';
import { readinessOf } from '../../reconcile/readiness.ts';
import { makeSnapshots, type Snapshots } from '../../reconcile/snapshots.ts';
import { spaced } from '../../reconcile/spaced.ts';
import { watchBranches } from '../../reconcile/triggers.ts';
import { type CycleListener, type Rest, reconcileUntilQuiet } from '../../reconcile/until-quiet.ts';
import { makeWake, type Wake } from '../../reconcile/wake.ts';
import type { ClientWatch } from '../../reconcile/watch-clients.ts';
import type { Io } from '../io.ts';
import { accessOf, signInOf, treesOf } from './access-of.ts';
import { accountPageOf } from './account-page-of.ts';
import { inboxOf, webhookOf } from './letter-boxes.ts';
import { measuredRun, meterFactsOf } from './measure.ts';
import { pagesOf } from './pages-of.ts';
import { pastSnapshots } from './past-snapshots.ts';
import { type HostRequests, requestsOf } from './requests-of.ts';
import { type RunningServer, startServer } from './start-server.ts';
import { gitReaders, viewsOf } from './views-of.ts';
import { jsonVoice, textVoice, type Voice } from './voice.ts';
import { watchHost } from './watch-host.ts';

const hintMs = 2000;

/** How a host is served. */
export interface Serving {
  readonly stop: AbortSignal;
  readonly pollSeconds: number;
  readonly meters: Meters;
  readonly form: 'text' | 'json';
}

/**
 * Reconciles and answers until it is stopped; answers with the failure that ended it, null when it was stopped. The
 * server begins before the first observation, so that whoever watches it sees that it is on its way.
 */
export async function serveHost(io: Io, composed: Composed, serving: Serving): Promise<Failure | null> {
  const { host, deps } = composed;
  const { stop, pollSeconds } = serving;
  const voice = serving.form === 'json' ? jsonVoice(io) : textVoice(io, deps.clock);
  const wake = makeWake();
  const snapshots = makeSnapshots(deps.clock);
  const clients = watchHost(composed, { snapshots, stop });
  const requests = requestsOf(composed, { snapshots, wake, voice, stop });
  const server = await serverOf(composed, { ...serving, voice, wake, snapshots, clients, requests });
  const watcher = watchLocally(host.repository, wake, voice);
  voice.notice(`serving: main of ${host.repository}, asked for every ${pollSeconds} s; end with SIGTERM`);
  const notifier = openNotifier(processRunner, io.env.NOTIFY_SOCKET);
  stop.addEventListener('abort', () => void notifier.stopping(), { once: true });
  await notifier.ready(`serving main of ${host.repository}`);
  // What nobody is shown is not looked at.
  const watching = server === null ? null : clients.run();
  const working = requests.run();
  try {
    return await loop(composed, { ...serving, voice, wake, snapshots });
  } finally {
    clients.end();
    requests.end();
    await Promise.all([watcher?.close(), server?.close(), watching, working]);
    voice.notice(stop.aborted ? 'ended, as was asked' : 'ended by the failure above');
  }
}

interface Parts extends Serving {
  readonly voice: Voice;
  readonly wake: Wake;
  readonly snapshots: Snapshots;
}

async function serverOf(
  composed: Composed,
  parts: Parts & { readonly clients: ClientWatch; readonly requests: Pick<HostRequests, 'hint'> },
): Promise<RunningServer | null> {
  const { voice, wake, snapshots, stop, pollSeconds, meters, clients, requests } = parts;
  const { host, deps, operations } = composed;
  if (host.listen === null) return null;
  const { ledger, clock } = deps;
  const git = { ...gitReaders(deps), truth: clients.truth };
  // Whoever floods it with hints gets a look every other second.
  const hint = spaced(() => wake.wake(), hintMs);
  const server = await startServer(host.listen, {
    views: viewsOf(snapshots, git, deps),
    pages: pagesOf(composed, { ...git, findPast: pastSnapshots(composed, git) }),
    access: accessOf(composed, host.listen),
    signIn: await signInOf(host.listen, accountPageOf(composed)),
    trees: treesOf(host),
    operations: makeOperations({ operations, ledger, snapshots, wake, clock }),
    operationLog: operations,
    readiness: () => readinessOf(snapshots, { now: clock.now(), pollSeconds }),
    inbox: await inboxOf(host.listen, { ...composed, snapshots, hint, asked: requests.hint }),
    webhook: await webhookOf(host.listen, hint),
    metrics: { meters, facts: meterFactsOf(composed, { snapshots, pollSeconds, truth: clients.truth }) },
    log: voice.log,
    stop,
  });
  voice.notice(`listening: ${server.address}`);
  // It ends while the loop does, not after it.
  stop.addEventListener('abort', () => void server.close(), { once: true });
  return server;
}

function loop(composed: Composed, { voice, wake, snapshots, stop, pollSeconds, meters }: Parts) {
  const { deps } = composed;
  // While a slow provider is waited for, a merge is taken up all the same.
  const rest: Rest = async (fetched) => {
    await Promise.race([fetched, wake.pause(pollSeconds * 1000, stop)]);
  };
  const collectGarbage = onceADay(deps.clock, () => collectNow(deps, voice.collected));
  const listener = both(voice.cycles, snapshots);
  const run = measuredRun(meters, () => reconcileUntilQuiet(deps, listener, rest));
  const glance = makeGlance({ ...deps, elapsed: () => performance.now() });
  let seen: Awaited<ReturnType<typeof run>> = [];
  return runLoop({
    run: async (asked) => {
      if (asked === 'poll' && (await glance.isEnough())) return seen;
      const start = performance.now();
      const cycles = await run();
      glance.looked(cycles, start);
      seen = cycles.slice(-1);
      if (stop.aborted) return cycles;
      await judgeInbox({ ...deps, snapshots });
      await collectGarbage();
      return cycles;
    },
    wake,
    stop,
    clock: deps.clock,
    pollSeconds,
    failed: voice.failed,
    chance: Math.random,
  });
}

function both(first: CycleListener, second: CycleListener): CycleListener {
  return {
    planned: (planned) => {
      first.planned(planned);
      second.planned(planned);
    },
    ended: (cycle) => {
      first.ended(cycle);
      second.ended(cycle);
    },
  };
}

// A repository elsewhere has nothing to watch; it is asked at every poll.
function watchLocally(repository: string, wake: Wake, voice: Voice) {
  if (!repository.startsWith('/')) return null;
  return watchBranches(repository, {
    moved: () => wake.wake(),
    failed: (error) =>
      voice.notice(`cannot watch ${repository}, so it is only asked at every poll: ${String(error)}`),
  });
}
