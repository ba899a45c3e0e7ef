import { join } from 'node:path';
import type { Sha256 } from '../domain/digest.ts';
import type { Member, MemberManifest } from '../domain/member.ts';
import { rightsProblem } from '../formats/published-rights.ts';
import type { Files } from '../ports/files.ts';
import { memberFolderOf, type Pool, packageFolderOf, segmentFileName } from '../ports/pool.ts';

interface RepairDeps {
  readonly files: Files;
  readonly pool: Pick<Pool, 'manifest' | 'packageFolder'>;
}

/** A file that has to be put in its place again, by its path below the folder of the release. */
export interface Lack {
  readonly path: string;
  readonly sha256: Sha256;
}

/** What has to be done to members in the pool. */
export interface Repairs {
  readonly lacks: readonly Lack[];
  /** Absolute paths of what stands among packages and is none. */
  readonly strange: readonly string[];
}

/** Reads every file of these members; of a member whose manifest is damaged nothing else can be told before that is mended. */
export async function repairsOf(deps: RepairDeps, members: readonly Member[]): Promise<Repairs> {
  const lacks: Lack[] = [];
  const strange: string[] = [];
  for (const member of members) {
    const manifest = await soundManifest(deps.pool, member);
    if (manifest === null) {
      lacks.push({ path: join(memberFolderOf(member.platform), 'member.json'), sha256: member.digest });
      continue;
    }
    const folder = deps.pool.packageFolder(member.release, member.platform);
    const root = folder.slice(0, -packageFolderOf(member.platform).length);
    for (const wanted of filesOf(manifest))
      if (!(await isSound(deps.files, join(root, wanted.path), wanted.sha256))) lacks.push(wanted);
    const ours = new Set(manifest.packages.map(({ file }) => file));
    const present = (await deps.files.list(folder)) ?? [];
    strange.push(...present.filter((name) => !ours.has(name)).map((name) => join(folder, name)));
  }
  return { lacks, strange };
}

/** The manifest of a member; null when it is not the one that was made. */
export async function soundManifest(
  pool: RepairDeps['pool'],
  member: Member,
): Promise<MemberManifest | null> {
  return pool.manifest(member).catch(() => null);
}

/** Whether a file has these bytes and the rights of the pool. */
export async function isSound(files: Files, path: string, sha256: string): Promise<boolean> {
  const facts = await files.facts(path);
  if (facts?.kind !== 'file' || rightsProblem(facts, 'kept for ever', 0) !== undefined) return false;
  return (await files.digest(path)).sha256 === sha256;
}

function filesOf({ platform, packages, segments }: MemberManifest): readonly Lack[] {
  return [
    ...packages.map(({ file, sha256 }) => ({ path: join(packageFolderOf(platform), file), sha256 })),
    ...segments.map((each) => ({
      path: join(memberFolderOf(platform), segmentFileName(each)),
      sha256: each.sha256,
    })),
  ];
}
