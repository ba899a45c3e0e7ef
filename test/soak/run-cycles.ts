// Clients read again and again while generations switch all the time.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Read, readOnce, type World } from './machines.ts';
import type { Client } from './publisher.ts';

/** What happened so far; a cycle is one read by dnf and one by apt. */
export interface Counts {
  readonly cycles: number;
  readonly passed: number;
  readonly failed: number;
  /** Cycles during which a generation was switched. */
  readonly overlapped: number;
  readonly switches: number;
  readonly requests: number;
  /** Requests that were not answered with the file. */
  readonly refused: number;
  /** The first failures, as sentences. */
  readonly failures: readonly string[];
}

export const nothingYet: Counts = {
  cycles: 0,
  passed: 0,
  failed: 0,
  overlapped: 0,
  switches: 0,
  requests: 0,
  refused: 0,
  failures: [],
};

export interface Wish {
  readonly from: Counts;
  /** Called with everything so far after each cycle; answers whether to go on. */
  readonly goOn: (counts: Counts) => boolean | Promise<boolean>;
  /** How a generation gets live, if not as Stagepost does it. */
  readonly publish?: (client: Client) => Promise<void>;
  readonly clientFiles?: Readonly<Record<Client, string>>;
}

const shortestPause = 0;
const longestPause = 500;
const mostFailures = 20;

/** Runs cycles until it is told to stop, with a publisher beside them that hardly rests. */
export async function runCycles(world: World, wish: Wish): Promise<Counts> {
  const publish = wish.publish ?? world.publisher.publish;
  for (const client of ['dnf', 'apt'] as const) await publish(client);
  let over = false;
  const publishing = keepPublishing(publish, () => over);
  let counts = wish.from;
  try {
    do counts = added(counts, await oneCycle(world, wish, () => publishing.failed()));
    while (await wish.goOn(counts));
  } finally {
    over = true;
    await publishing.ended;
  }
  return counts;
}

function keepPublishing(publish: (client: Client) => Promise<void>, isOver: () => boolean) {
  let failure: unknown;
  const rounds = async (): Promise<void> => {
    while (!isOver()) {
      for (const client of ['dnf', 'apt'] as const) await publish(client);
      await sleep(shortestPause + Math.random() * (longestPause - shortestPause));
    }
  };
  const ended = rounds().catch((error: unknown) => {
    failure = error;
  });
  return {
    ended,
    failed: () => {
      if (failure !== undefined) throw failure;
    },
  };
}

interface Cycle {
  readonly reads: readonly Read[];
  readonly switches: number;
}

async function oneCycle(world: World, wish: Wish, check: () => void): Promise<Cycle> {
  const before = world.publisher.switches();
  const reads = await Promise.all([
    readOnce(world, 'dnf', wish.clientFiles?.dnf),
    readOnce(world, 'apt', wish.clientFiles?.apt),
  ]);
  check();
  return { reads, switches: world.publisher.switches() - before };
}

function added(counts: Counts, { reads, switches }: Cycle): Counts {
  const bad = reads.filter(({ problems }) => problems.length > 0);
  const asked = reads.flatMap((read) => read.asked);
  const told = bad.map(({ problems }) => `cycle ${counts.cycles + 1}: ${problems.join('; ')}`);
  return {
    cycles: counts.cycles + 1,
    passed: counts.passed + reads.length - bad.length,
    failed: counts.failed + bad.length,
    overlapped: counts.overlapped + (switches > 0 ? 1 : 0),
    switches: counts.switches + switches,
    requests: counts.requests + asked.length,
    refused: counts.refused + asked.filter(({ status }) => status !== 200).length,
    failures: [...counts.failures, ...told].slice(0, mostFailures),
  };
}
