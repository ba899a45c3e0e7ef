import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from './make-world.ts';
import { promote } from './merge-releases.ts';
import { cpuSeconds, memoryOf } from './process-facts.ts';
import { quantile } from './quantile.ts';
import { readAtOnce } from './read-at-once.ts';
import { type SampleRelease, sampleReleases } from './sample-releases.ts';
import { type Daemon, startDaemon } from './start-daemon.ts';

interface Options {
  readonly releases: number;
  readonly readers: number;
  /** With nobody reading; while people read it goes on as long as they do. */
  readonly merges: number;
  readonly idleSeconds: number;
  readonly readSeconds: number;
  /** Options of Node for the daemon. */
  readonly node: readonly string[];
  readonly tell: (name: string, figure: string) => void;
}

/** Something that must be so on every machine. */
interface Holding {
  readonly name: string;
  readonly holds: boolean;
}

// Who has used no CPU for so long is at rest.
const restMs = 3000;

/** Starts a daemon on a big world and measures it at rest, at work, and while many people read. */
export async function measure(world: World, options: Options): Promise<readonly Holding[]> {
  const { tell } = options;
  const daemon = await startDaemon(world, options.node);
  try {
    tell('start to ready', `${daemon.secondsToReady.toFixed(1)} s`);
    const atRest = await pendingActions(daemon);
    tellMemory(daemon, 'memory after the start', tell);
    await measureRest(daemon, options);
    await measureLook(world, daemon, options);
    const stock = toPromote(world, options.releases);
    const alone = await mergeAlone(world, daemon, { ...options, stock: stock.slice(0, options.merges) });
    tellMemory(daemon, 'memory after merges', tell);
    const { reading, merged } = await readAndMerge(world, daemon, {
      ...options,
      stock: stock.slice(options.merges),
    });
    tellMemory(daemon, 'memory after readers', tell);
    return [
      { name: 'the world is as git asks at the start', holds: atRest === 0 },
      { name: `${options.merges} merges were served`, holds: alone === options.merges },
      { name: 'merges were served while people read', holds: merged > 0 },
      {
        name: `no reader met an error: ${reading.failures.slice(0, 3).join('; ')}`,
        holds: reading.failures.length === 0,
      },
      { name: 'the world is as git asks in the end', holds: await comesToRest(daemon) },
    ];
  } finally {
    await daemon.end();
  }
}

async function pendingActions({ address }: Daemon): Promise<number> {
  const answer = await fetch(`${address}/api/v1/plan`);
  return ((await answer.json()) as { readonly actions: readonly unknown[] }).actions.length;
}

// What was merged last is still at work.
async function comesToRest(daemon: Daemon): Promise<boolean> {
  for (let tries = 0; tries < 60; tries += 1) {
    if ((await pendingActions(daemon)) === 0) return true;
    await sleep(restMs);
  }
  return false;
}

function tellMemory({ pid }: Daemon, name: string, tell: Options['tell']): void {
  const { now, peak } = memoryOf(pid);
  tell(name, `${now.toFixed(0)} MiB, at most ${peak.toFixed(0)} MiB`);
}

async function measureRest({ pid }: Daemon, { idleSeconds, tell }: Options): Promise<void> {
  // What the start wakes once more is not its rest.
  await untilQuiet(pid);
  const before = cpuSeconds(pid);
  await sleep(idleSeconds * 1000);
  const share = (cpuSeconds(pid) - before) / idleSeconds;
  tell(`CPU at rest, over ${idleSeconds} s`, `${(share * 100).toFixed(2)} % of a core`);
}

/** What a look at everything takes: any branch that moves wakes the daemon. */
async function measureLook({ repository }: World, { pid }: Daemon, { tell }: Options): Promise<void> {
  const before = cpuSeconds(pid);
  const branch = `look-${Date.now()}`;
  execFileSync('git', ['branch', branch, 'main'], { cwd: repository });
  await untilQuiet(pid);
  tell('CPU of a look that finds nothing', `${(cpuSeconds(pid) - before).toFixed(2)} s`);
  execFileSync('git', ['branch', '--quiet', '--delete', branch], { cwd: repository });
  await untilQuiet(pid);
}

async function untilQuiet(pid: number): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    const before = cpuSeconds(pid);
    await sleep(restMs);
    if (cpuSeconds(pid) - before < 0.05) return;
  }
}

/** Releases in stage rollout that nobody has promoted yet: those that had the slot, then those that waited for it. */
function toPromote({ repository }: World, releases: number): readonly SampleRelease[] {
  const args = ['grep', '--name-only', '-e', '^desiredState: StageRollout$', 'main', '--', 'releases'];
  const files = new Set(execFileSync('git', args, { cwd: repository, encoding: 'utf8' }).trim().split('\n'));
  const isOpen = ({ id }: SampleRelease) => files.has(`main:releases/${id}.yaml`);
  const samples = sampleReleases(releases);
  return ['StageRollout', 'Deferred'].flatMap((of) =>
    samples.filter((each) => each.state === of && isOpen(each)),
  );
}

type Merging = Options & { readonly stock: readonly SampleRelease[] };

async function mergeAlone(world: World, { pid }: Daemon, { merges, stock, tell }: Merging): Promise<number> {
  if (stock.length < merges)
    throw new Error('too few releases are left to promote; make the world anew by --fresh');
  const seconds: number[] = [];
  const before = cpuSeconds(pid);
  for (const release of stock) {
    seconds.push(await promote(world, release));
    await untilQuiet(pid);
  }
  tell(`merge to served, ${merges} merges`, latency(seconds));
  tell('CPU for each merge', `${((cpuSeconds(pid) - before) / merges).toFixed(2)} s`);
  return seconds.length;
}

async function readAndMerge(
  world: World,
  { address }: Daemon,
  { stock, readers, readSeconds, releases, tell }: Merging,
) {
  const seconds: number[] = [];
  let reads = true;
  const merging = async () => {
    for (const release of stock) {
      if (!reads) break;
      seconds.push(await promote(world, release));
    }
  };
  const merged = merging();
  const samples = sampleReleases(releases);
  const reading = await readAtOnce({ address, readers, seconds: readSeconds, releases: samples });
  reads = false;
  await merged;
  const { requests, perSecond, median, p99, unchanged, failures } = reading;
  tell(
    `${readers} readers, ${readSeconds} s`,
    `${perSecond.toFixed(0)} requests/s, ${requests} in all, ${unchanged} unchanged`,
  );
  tell('  their answers', `p50 ${median.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, ${failures.length} errors`);
  tell(`  merge to served meanwhile, ${seconds.length} merges`, latency(seconds));
  return { reading, merged: seconds.length };
}

function latency(seconds: readonly number[]): string {
  return `p50 ${quantile(seconds, 0.5).toFixed(2)} s, p99 ${quantile(seconds, 0.99).toFixed(2)} s`;
}
