import { chmod, link, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Composed } from '../../src/compose.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import type { PooledRelease } from '../../src/domain/member.ts';
import type { FetchRelease } from '../../src/domain/plan.ts';
import type { PlatformKey, Release } from '../../src/domain/release.ts';
import { contentDigest } from '../../src/domain/release.ts';
import { packagesFolder } from '../../src/formats/repository-layout.ts';
import { writeMembers } from '../../src/intake/write-members.ts';
import { writeRelease } from '../../src/intake/write-release.ts';
import { packageFolderOf } from '../../src/ports/pool.ts';
import { hastyChanges } from './hasty-changes.ts';
import type { PackageMaker } from './package-templates.ts';
import { yumPlatform } from './sample-releases.ts';

interface Wanted {
  readonly release: Release;
  /** Folders of repositories that will have it, by platform. */
  readonly publishedIn: ReadonlyMap<PlatformKey, string>;
}

const formatOf = (platform: string) => (platform === yumPlatform ? 'yum' : 'apt');

/** Puts a release into the pool as an intake does, but for what it would fetch and check; links its packages where they will be published. */
export async function fillPool(
  { deps, host }: Composed,
  makers: ReadonlyMap<string, PackageMaker>,
  { release, publishedIn }: Wanted,
): Promise<PooledRelease> {
  const scratch = await hastyChanges.makeScratch(join(host.state, 'scratch'), release.id);
  const { product, version, platforms } = release.content;
  const made = platforms.map((key) => {
    const maker = makers.get(key);
    if (maker === undefined) throw new Error(`nobody makes packages for ${key}`);
    return {
      key,
      format: formatOf(key),
      ...maker({ name: product, version }, packagesFolder(formatOf(key), release.id)),
    } as const;
  });
  const packages = await Promise.all(
    made.map(async ({ key, format, file, bytes, identity }) => {
      const path = join(scratch, `.${file}`);
      await writeFile(path, bytes);
      const about = { path: file, size: bytes.length, sha256: sha256Of(bytes) };
      return { key, format, files: [{ file: about, path, identity, said: null }] };
    }),
  );
  const told = { identify: unasked, fileNameOf: unasked, checkSignatures: unasked };
  const render = (format: string) => async () => made.find((each) => each.format === format)?.documents ?? [];
  const tools = { yum: { ...told, render: render('yum') }, apt: { ...told, render: render('apt') } };
  const action = { release: release.id } as FetchRelease;
  const members = await writeMembers(
    { ...deps.intake, changes: hastyChanges, tools },
    { action, scratch, packages },
  );
  const pooled = { release: release.id, content: contentDigest(release.content), members };
  const offer = { manifest: '', platforms: [], leftOut: [], named: [], kept: [] };
  await writeRelease(hastyChanges, { scratch, offer, pooled });
  await admit(scratch, join(host.state, 'pool', release.id));
  for (const { key, format, file } of made) {
    const from = join(host.state, 'pool', release.id, packageFolderOf(key), file);
    const folder = publishedIn.get(key);
    if (folder === undefined) continue;
    const to = join(folder, packagesFolder(format, release.id));
    await mkdir(to, { recursive: true });
    await link(from, join(to, file));
  }
  return pooled;
}

function unasked(): never {
  throw new Error('this is not asked for');
}

async function admit(scratch: string, folder: string): Promise<void> {
  const entries = await readdir(scratch, { recursive: true, withFileTypes: true });
  for (const entry of entries) if (entry.isFile()) await chmod(join(entry.parentPath, entry.name), 0o444);
  await mkdir(dirname(folder), { recursive: true });
  await rename(scratch, folder);
}
