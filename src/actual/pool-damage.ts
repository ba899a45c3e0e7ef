import { join } from 'node:path';
import { cleanText } from '../domain/failure.ts';
import type { Member, MemberManifest, PooledRelease } from '../domain/member.ts';
import { rightsProblem } from '../formats/published-rights.ts';
import type { FileFacts, Files } from '../ports/files.ts';
import { memberFolderOf, type Pool, packageFolderOf, segmentFileName } from '../ports/pool.ts';
import type { Digests } from './file-digests.ts';

interface PoolDeps {
  readonly files: Pick<Files, 'list' | 'facts'>;
  readonly digests: Pick<Digests, 'of'>;
  readonly pool: Pick<Pool, 'manifest' | 'packageFolder'>;
}

/**
 * What is no longer as it was fetched, one sentence each. A published package is the pool's own file, so that whoever
 * writes into one has written into both; nothing is published from it before it is fetched again.
 */
export async function poolDamage(deps: PoolDeps, { members }: PooledRelease): Promise<readonly string[]> {
  const damage: string[] = [];
  for (const member of members) damage.push(...(await memberDamage(deps, member)));
  return damage;
}

async function memberDamage(deps: PoolDeps, member: Member): Promise<readonly string[]> {
  const manifest = await deps.pool.manifest(member).catch(() => null);
  const { platform } = member;
  if (manifest === null) return [`${memberFolderOf(platform)}/member.json is damaged`];
  const packages = deps.pool.packageFolder(member.release, platform);
  const expected = expectedFiles(manifest);
  const present = (await deps.files.list(packages)) ?? [];
  const strange = present
    .map((name) => `${packageFolderOf(platform)}/${name}`)
    .filter((path) => !expected.has(path));
  const damage = strange.map((path) => cleanText(`${path} is not ours`));
  const root = packages.slice(0, -packageFolderOf(platform).length);
  for (const [path, sha256] of expected) {
    const full = join(root, path);
    const wrong = await fileDamage(deps, full, { facts: await deps.files.facts(full), sha256 });
    if (wrong !== undefined) damage.push(`${path} ${wrong}`);
  }
  return damage;
}

function expectedFiles({ platform, packages, segments }: MemberManifest): ReadonlyMap<string, string> {
  return new Map([
    ...packages.map(({ file, sha256 }) => [`${packageFolderOf(platform)}/${file}`, sha256] as const),
    ...segments.map((each) => [`${memberFolderOf(platform)}/${segmentFileName(each)}`, each.sha256] as const),
  ]);
}

async function fileDamage(
  { digests }: PoolDeps,
  path: string,
  { facts, sha256 }: { readonly facts: FileFacts | null; readonly sha256: string },
): Promise<string | undefined> {
  if (facts === null) return 'is missing';
  if (facts.kind !== 'file') return `is a ${facts.kind} instead of a file`;
  if ((await digests.of(path, facts)) !== sha256) return 'has other bytes than were fetched';
  return rightsProblem(facts, 'kept for ever', 0);
}
