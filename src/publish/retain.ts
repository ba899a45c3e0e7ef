import { join } from 'node:path';
import type { ReleaseId } from '../domain/release.ts';
import { packagesFolder } from '../formats/repository-layout.ts';
import { generationsBefore, type Keeping } from './kept-generations.ts';
import type { Place } from './place.ts';
import { removeOldAttestations } from './place-attestations.ts';
import type { PublishDeps } from './publish-deps.ts';

type RetainDeps = Pick<PublishDeps, 'files' | 'changes' | 'progress'>;

/** Removes the generations that are too old, attestations of who left, and the packages that no kept generation names (R83). */
export async function retain(deps: RetainDeps, place: Place, live: Keeping): Promise<void> {
  const earlier = await generationsBefore(deps.files, place, live);
  for (const { number, folder } of earlier.old) {
    deps.progress.step(`removing generation ${number} of ${place.repository.title}`);
    await deps.changes.remove(folder);
  }
  await removeUnfinished(deps, place);
  await removeOldAttestations(deps, place, live.generation);
  const kept = earlier.kept.map((stored) => stored.generation);
  // A kept generation that cannot be read may name any package, so all of them stay.
  if (kept.includes(null)) return;
  const named = [live.generation, ...kept].flatMap((generation) => generation?.members ?? []);
  await removePackages(deps, place, new Set(named.map((member) => member.release)));
}

/** What killed runs left: nothing of it is live once a numbered generation is, and all of it starts with a dot. */
async function removeUnfinished(deps: RetainDeps, place: Place): Promise<void> {
  for (const folder of [place.folder, place.generations]) {
    const names = (await deps.files.list(folder)) ?? [];
    for (const name of names.filter((entry) => entry.startsWith('.'))) {
      await deps.changes.remove(join(folder, name));
    }
  }
}

async function removePackages(deps: RetainDeps, place: Place, kept: ReadonlySet<ReleaseId>): Promise<void> {
  const { format } = place.repository;
  const all = join(place.folder, packagesFolder(format));
  for (const major of (await deps.files.list(all)) ?? []) {
    const releases = (await deps.files.list(join(all, major))) ?? [];
    const gone = releases.filter((name) => !kept.has(`${major}/${name}` as ReleaseId));
    for (const name of gone) {
      deps.progress.step(`removing the packages of ${major}/${name} from ${place.repository.title}`);
      await deps.changes.remove(join(all, major, name));
    }
    if (gone.length === releases.length) await deps.changes.remove(join(all, major));
  }
}
