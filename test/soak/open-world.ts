import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bench, closeBench, openBench } from '../publish/bench.ts';
import type { World } from './machines.ts';
import { openPublisher } from './publisher.ts';
import { watchFolder } from './watched-server.ts';

export interface OpenWorld extends World {
  readonly bench: Bench;
  readonly close: () => Promise<void>;
}

/** A publisher, a web server in front of what it publishes, and a place for machines; nothing is published yet. */
export async function openWorld(wish: {
  readonly releases: number;
  readonly keepGenerations: number;
  /** Folder below the bench that is served; what is published when nothing is said. */
  readonly served?: string;
  readonly pause?: number;
}): Promise<OpenWorld> {
  const made = await openBench();
  const served = join(made.folder, wish.served ?? 'sw');
  await mkdir(served, { recursive: true });
  const server = await watchFolder(served, wish.pause);
  const bench = { ...made, root: { ...made.root, url: server.url } };
  const close = async (): Promise<void> => {
    await server.stop();
    await closeBench(bench);
  };
  try {
    const publisher = await openPublisher(bench, wish);
    return { bench, server, publisher, work: join(bench.folder, 'machines'), close };
  } catch (error) {
    await close();
    throw error;
  }
}
