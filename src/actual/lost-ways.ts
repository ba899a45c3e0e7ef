import { join } from 'node:path';
import type { Generation } from '../domain/generation.ts';
import type { Repository } from '../domain/repository.ts';
import { metalinkFile, packagesLink } from '../formats/repository-layout.ts';
import { metalinkText } from '../formats/yum-metalink.ts';
import { type Files, readText } from '../ports/files.ts';

/** What is wrong with the ways by which yum clients reach a generation as such: its metalink and its link to the packages. */
export async function lostWays(
  files: Files,
  at: { readonly inside: string; readonly url: string },
  { repository, generation }: { readonly repository: Repository; readonly generation: Generation },
): Promise<readonly string[]> {
  if (repository.format !== 'yum') return [];
  const path = join(at.inside, metalinkFile);
  const isFile = (await files.facts(path))?.kind === 'file';
  const text = isFile ? await readText(files, path) : null;
  const target = await files.linkTarget(join(at.inside, packagesLink.name));
  return [
    ...(text === null ? [`${metalinkFile} is missing`] : []),
    ...(text === null || text === metalinkText(`${at.url}/${repository.path}`, generation)
      ? []
      : [`${metalinkFile} says something else`]),
    ...(target === packagesLink.target
      ? []
      : [`the generation's ${packagesLink.name} does not lead to them`]),
  ];
}
