import { join, posix } from 'node:path';
import { asSha256, canonicalJson, type Sha256, sha256Of } from '../domain/digest.ts';
import type { Member, MemberManifest, PooledPackage, SegmentFile } from '../domain/member.ts';
import type { FetchRelease } from '../domain/plan.ts';
import { makeSegment } from '../formats/gzip-segments.ts';
import { packagesFolder } from '../formats/repository-layout.ts';
import { memberFolderOf, packageFolderOf, segmentFileName } from '../ports/pool.ts';
import { renderAdvisories } from './advisory-bodies.ts';
import type { CheckedFile, CheckedPlatform } from './checked-package.ts';
import type { IntakeDeps } from './intake-deps.ts';
import type { Body } from './metadata-body.ts';
import { readBodies } from './read-bodies.ts';
import { fetchFolderOf } from './scratch-layout.ts';

interface Work {
  readonly action: FetchRelease;
  readonly scratch: string;
  readonly packages: readonly CheckedPlatform[];
}

/** Puts the packages where the pool wants them, and renders the metadata of each platform once and for all (R66). */
export async function writeMembers(deps: IntakeDeps, work: Work): Promise<readonly Member[]> {
  for (const platform of work.packages) await placePackages(deps, work.scratch, platform);
  await deps.changes.remove(fetchFolderOf(work.scratch));
  const members: Member[] = [];
  for (const platform of work.packages) members.push(await writeMember(deps, work, platform));
  return members;
}

async function placePackages(
  { changes }: IntakeDeps,
  scratch: string,
  platform: CheckedPlatform,
): Promise<void> {
  const folder = join(scratch, packageFolderOf(platform.key));
  await changes.makeFolder(folder);
  for (const { file, path } of platform.files) {
    await changes.link(path, join(folder, posix.basename(file.path)));
  }
}

async function writeMember(
  deps: IntakeDeps,
  { action: { release, advisories = [] }, scratch }: Work,
  { key, format, files }: CheckedPlatform,
): Promise<Member> {
  deps.progress.step(`rendering the metadata of ${release} for ${key}`);
  const packages = files.map(pooledPackage);
  const prefix = packagesFolder(format, release);
  const documents = await deps.tools[format].render(join(scratch, packageFolderOf(key)), prefix);
  const folder = join(scratch, memberFolderOf(key));
  await deps.changes.makeFolder(folder);
  const segments: SegmentFile[] = [];
  const advised = renderAdvisories(advisories, { release, platform: key, format, packages });
  for (const body of [...readBodies(format, documents, { packages, prefix }), ...advised.bodies]) {
    segments.push(await writeSegment(deps, folder, body));
  }
  const manifest: MemberManifest = {
    ...{ schemaVersion: 1, release, platform: key, format, packages, segments },
    ...(advised.advisories.length === 0 ? {} : { advisories: advised.advisories }),
  };
  const text = canonicalJson(manifest);
  await deps.changes.write(join(folder, 'member.json'), text);
  return { release, platform: key, digest: sha256Of(text), packages: packages.length };
}

async function writeSegment({ changes }: IntakeDeps, folder: string, body: Body): Promise<SegmentFile> {
  const { bytes, rawSize, crc32 } = makeSegment(body.content);
  await changes.write(join(folder, segmentFileName(body)), bytes);
  return { name: body.name, size: bytes.length, sha256: sha256Of(bytes), rawSize, crc32 };
}

function pooledPackage({ file, identity }: CheckedFile): PooledPackage {
  return {
    ...identity,
    file: posix.basename(file.path),
    size: file.size,
    sha256: asSha256(file.sha256) as Sha256,
  };
}
