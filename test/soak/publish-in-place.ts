// How repositories are often written: file by file where clients read. Tests use it to see that they would notice.
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenWorld } from './open-world.ts';
import { type Client, repositories } from './publisher.ts';

const betweenFiles = 20;

/** Publishes as Stagepost does, out of sight, and then brings the files over one by one. */
export function inPlacePublisher(world: OpenWorld, served: string): (client: Client) => Promise<void> {
  return async (client) => {
    await world.publisher.publish(client);
    const { path } = repositories[client];
    const [from, to] = [world.publisher.folderOf(client), join(world.bench.folder, served, path)];
    await mkdir(to, { recursive: true });
    for (const name of ['pkgs', 'pool', 'keys'])
      await cp(join(from, name), join(to, name), { recursive: true, force: true }).catch(() => undefined);
    const folder = client === 'dnf' ? 'repodata' : `dists/${repositories.apt.suite}`;
    await bringOver(join(from, folder), join(to, folder));
  };
}

async function bringOver(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  const names = (await readdir(from)).sort((a, b) => rank(a) - rank(b));
  for (const name of (await readdir(to)).filter((each) => !names.includes(each)))
    await rm(join(to, name), { recursive: true });
  for (const name of names) {
    await rm(join(to, name), { recursive: true, force: true });
    // Such tools know no files by digest either.
    const filter = (path: string) => !path.includes('/by-hash');
    await cp(join(from, name), join(to, name), { recursive: true, filter });
    await sleep(betweenFiles);
  }
}

/** The signed files first, as careless tools do. */
function rank(name: string): number {
  return /^(?:repomd\.xml|InRelease)$/.test(name) ? 0 : 1;
}
