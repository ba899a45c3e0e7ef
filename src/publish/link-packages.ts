import { join } from 'node:path';
import { packagesFolder } from '../formats/repository-layout.ts';
import { isSameFile } from '../ports/files.ts';
import { checkPooled } from './check-pool.ts';
import type { Place } from './place.ts';
import type { PublishDeps } from './publish-deps.ts';
import type { MemberContent } from './read-members.ts';

/** Gives every package of every member its name in the repository. What no metadata names yet, no client sees. */
export async function linkPackages(
  deps: PublishDeps,
  place: Place,
  contents: readonly MemberContent[],
): Promise<void> {
  for (const content of contents) {
    const { release, platform } = content.member;
    const from = deps.pool.packageFolder(release, platform);
    const to = join(place.folder, packagesFolder(place.repository.format, release));
    const wrong = await wrongNames(deps, { from, to, content });
    await checkPooled(deps, content, wrong.missing);
    // rsync leaves a file alone that looks the same, so one that is not the pool's own must go first.
    for (const name of wrong.strange) await deps.changes.remove(join(to, name));
    if (wrong.missing.length === 0) continue;
    deps.progress.step(`linking ${content.manifest.packages.length} packages of ${release}`);
    await deps.mover.linkAll(from, to);
  }
}

interface WrongNames {
  /** Entries that are not the pool's. */
  readonly strange: readonly string[];
  /** Packages that are not there, or only as a stranger. */
  readonly missing: readonly string[];
}

async function wrongNames(
  deps: Pick<PublishDeps, 'files'>,
  at: { readonly from: string; readonly to: string; readonly content: MemberContent },
): Promise<WrongNames> {
  const present = (await deps.files.list(at.to)) ?? [];
  const wanted = new Set(at.content.manifest.packages.map((pooled) => pooled.file));
  const ours = new Set<string>();
  for (const name of present) {
    if (wanted.has(name) && (await isSameFile(deps.files, join(at.from, name), join(at.to, name))))
      ours.add(name);
  }
  return {
    strange: present.filter((name) => !ours.has(name)),
    missing: [...wanted].filter((name) => !ours.has(name)),
  };
}
