import { readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { importCommits } from './import-commits.ts';
import type { World } from './make-world.ts';
import { releaseText } from './release-texts.ts';
import { type SampleRelease, yumPlatform } from './sample-releases.ts';

const mostSeconds = 300;

/** Merges the promotion of a release, and answers with the seconds until clients of every platform are offered it. */
export async function promote(world: World, release: SampleRelease): Promise<number> {
  const links = release.platforms.map((platform) => linkOf(world, release, platform));
  const before = links.map(targetOf);
  const at = Math.floor(Date.now() / 1000);
  const text = releaseText(release, 'Production');
  const commit = { path: `releases/${release.id}.yaml`, text, message: `${release.id}: Production`, at };
  await importCommits(world.repository, [commit]);
  const merged = performance.now();
  while (links.some((link, index) => targetOf(link) === before[index])) {
    await sleep(5);
    if (performance.now() - merged > mostSeconds * 1000) throw new Error(`${release.id} is not served`);
  }
  return (performance.now() - merged) / 1000;
}

function linkOf({ folder }: World, { major, type }: SampleRelease, platform: string): string {
  const area = type === 'NonIncremental' ? 'base' : 'updates';
  const link = platform === yumPlatform ? 'repodata' : 'dists';
  return join(folder, 'www/public/production', major, platform, area, link);
}

// Before its first generation a repository has no link.
function targetOf(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}
