import { join } from 'node:path';
import { StagepostError } from '../domain/failure.ts';
import { generationFolder } from '../domain/generation.ts';
import type { Repository } from '../domain/repository.ts';
import { pathProblem } from '../formats/relative-path.ts';
import { generationsFolder, liveLink } from '../formats/repository-layout.ts';
import type { StageRoot } from '../ports/stage-roots.ts';

/** Where one repository stands on this host. Paths are absolute. */
export interface Place {
  readonly repository: Repository;
  readonly folder: string;
  readonly url: string;
  /** Folder of all generations. */
  readonly generations: string;
  /** The one symbolic link that clients follow. */
  readonly live: string;
}

export function placeOf(repository: Repository, root: StageRoot): Place {
  // Repositories are written and removed as whole folders, so none may be the root of its stage or leave it.
  const problem = pathProblem(repository.path);
  if (problem !== undefined) {
    throw new StagepostError({
      code: 'bad-configuration',
      message: `${repository.title} cannot be published: ${problem}`,
      hint: 'Mend the layout of the major release in stagepost.yaml.',
      treatment: 'needs-person',
    });
  }
  const folder = join(root.path, repository.path);
  return {
    repository,
    folder,
    url: `${root.url}/${repository.path}`,
    generations: join(folder, generationsFolder),
    live: join(folder, liveLink(repository.format)),
  };
}

/** Where a generation is built before anybody can see it. */
export function buildingFolder(place: Place, number: number): string {
  return join(place.generations, `.building-${generationFolder(number)}`);
}

/** A second copy that is live while a damaged generation of the same number is replaced. */
export function standbyFolder(number: number): string {
  return `.standby-${generationFolder(number)}`;
}
