import { join } from 'node:path';
import { StagepostError } from '../domain/failure.ts';
import type { PublishDeps } from './publish-deps.ts';
import type { MemberContent } from './read-members.ts';

type CheckDeps = Pick<PublishDeps, 'files' | 'pool'>;

/** Reads packages of a member in the pool before they get further names; throws `pool-damaged` when any differs. */
export async function checkPooled(
  deps: CheckDeps,
  { member, manifest }: MemberContent,
  names: readonly string[],
): Promise<void> {
  const wanted = new Set(names);
  const folder = deps.pool.packageFolder(member.release, member.platform);
  const problems: string[] = [];
  for (const { file, size, sha256 } of manifest.packages.filter((pooled) => wanted.has(pooled.file))) {
    const facts = await deps.files.facts(join(folder, file));
    const sound =
      facts?.kind === 'file' &&
      facts.size === size &&
      (await deps.files.digest(join(folder, file))).sha256 === sha256;
    if (!sound) problems.push(`${file} of ${member.release} is not what was fetched`);
  }
  if (problems.length === 0) return;
  throw new StagepostError({
    code: 'pool-damaged',
    message: `${problems.length} of the packages that ${member.release} has in the pool differ from its manifest`,
    hint: 'Nothing is published from them. The next cycle fetches the release again by its pinned digest.',
    details: problems,
  });
}

/** Reads every package of these members. A published file is the pool's own, so that damage of one is damage of both. */
export async function checkPool(deps: CheckDeps, contents: readonly MemberContent[]): Promise<void> {
  for (const content of contents)
    await checkPooled(
      deps,
      content,
      content.manifest.packages.map(({ file }) => file),
    );
}
