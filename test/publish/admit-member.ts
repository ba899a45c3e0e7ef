import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { openDebTools } from '../../src/adapters/apt/deb-tools.ts';
import { processRunner } from '../../src/adapters/process/run-command.ts';
import { openRpmTools } from '../../src/adapters/rpm/rpm-tools.ts';
import type { Advisory } from '../../src/domain/advisory.ts';
import { canonicalJson, sha256Of } from '../../src/domain/digest.ts';
import type {
  IndexName,
  Member,
  MemberManifest,
  PooledPackage,
  SegmentFile,
} from '../../src/domain/member.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import type { Repository } from '../../src/domain/repository.ts';
import { makeSegment } from '../../src/formats/gzip-segments.ts';
import { packagesFolder } from '../../src/formats/repository-layout.ts';
import { splitRpmMetadata } from '../../src/formats/rpm-metadata.ts';
import { renderAdvisories } from '../../src/intake/advisory-bodies.ts';
import type { PackageTools } from '../../src/ports/package-tools.ts';
import { memberFolderOf, packageFolderOf, segmentFileName } from '../../src/ports/pool.ts';
import type { Bench } from './bench.ts';

/** The shortest way from package files to a member in the pool, without any of the intake's checks. */
export async function admitMember(
  bench: Bench,
  repository: Repository,
  {
    release,
    built,
    advisories = [],
  }: {
    readonly release: ReleaseId;
    readonly built: readonly string[];
    readonly advisories?: readonly Advisory[];
  },
): Promise<Member> {
  const scratch = await bench.deps.pool.openScratch(release);
  const folder = join(scratch, packageFolderOf(repository.platform));
  const members = join(scratch, memberFolderOf(repository.platform));
  for (const made of [folder, members]) await mkdir(made, { recursive: true });
  for (const file of built) await copyFile(file, join(folder, basename(file)));
  const tools = toolsFor(bench, repository);
  const segments: SegmentFile[] = [];
  const documents = await tools.render(folder, packagesFolder(repository.format, release));
  const packages = await packagesIn(bench, tools, folder);
  const { platform, format } = repository;
  const told = renderAdvisories(advisories, { release, platform, format, packages });
  const bodies = documents.map(({ name, content }) => ({
    name,
    content: bodyOf(name, Buffer.from(content)),
  }));
  for (const { name, content } of [...bodies, ...told.bodies]) {
    const segment = makeSegment(content);
    await writeFile(join(members, segmentFileName({ name })), segment.bytes);
    const { rawSize, crc32 } = segment;
    segments.push({ name, size: segment.bytes.length, sha256: sha256Of(segment.bytes), rawSize, crc32 });
  }
  const manifest: MemberManifest = {
    ...{ schemaVersion: 1, release, platform, format, packages, segments },
    ...(told.advisories.length === 0 ? {} : { advisories: told.advisories }),
  };
  const text = `${canonicalJson(manifest)}\n`;
  await writeFile(join(members, 'member.json'), text);
  const member = { release, platform, digest: sha256Of(text), packages: packages.length };
  await writeFile(
    join(scratch, 'release.json'),
    canonicalJson({ release, content: sha256Of(release), members: [member] }),
  );
  await bench.deps.pool.admit(release, scratch);
  return member;
}

function toolsFor({ folder, deps }: Bench, { format }: Repository): PackageTools {
  const scratch = join(folder, 'scratch');
  const common = { runner: processRunner, files: deps.files, changes: deps.changes, scratch };
  return format === 'yum' ? openRpmTools(common) : openDebTools(common);
}

function bodyOf(name: IndexName, content: Buffer): Buffer {
  return name === 'packages' ? content : splitRpmMetadata(name, content).body;
}

async function packagesIn(
  { deps }: Bench,
  tools: PackageTools,
  folder: string,
): Promise<readonly PooledPackage[]> {
  const names = (await deps.files.list(folder)) ?? [];
  const identities = await tools.identify(names.map((name) => join(folder, name)));
  const packages: PooledPackage[] = [];
  for (const [at, identity] of identities.entries()) {
    const file = names[at] ?? '';
    packages.push({ ...identity, file, ...(await deps.files.digest(join(folder, file))) });
  }
  return packages;
}
