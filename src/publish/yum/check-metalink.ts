import { join } from 'node:path';
import { sha256Of } from '../../domain/digest.ts';
import { generationFolder } from '../../domain/generation.ts';
import { readMetalink } from '../../formats/metalink.ts';
import { generationsFolder, metalinkFile, packagesLink } from '../../formats/repository-layout.ts';
import { readText } from '../../ports/files.ts';
import type { CheckDeps, Expected } from '../expected-generation.ts';
import type { Place } from '../place.ts';

/** The metalink leads to the repomd.xml that is there, at the place where it will stand, and packages are reached from there. */
export async function checkMetalink(
  deps: CheckDeps,
  place: Place,
  { expected, repomd }: { readonly expected: Expected; readonly repomd: string },
): Promise<readonly string[]> {
  const link = await deps.files.linkTarget(join(expected.folder, packagesLink.name));
  const unlinked = link === packagesLink.target ? [] : [`${packagesLink.name} leads to ${link ?? 'nothing'}`];
  const text = await readText(deps.files, join(expected.folder, metalinkFile));
  const metalink = text === null ? null : readMetalink(text);
  if (metalink === null) return [...unlinked, `${metalinkFile} is missing`];
  if (!metalink.ok) return [...unlinked, ...metalink.problems];
  const { size, sha256, urls } = metalink.value;
  const folder = `${place.url}/${generationsFolder}/${generationFolder(expected.generation.number)}`;
  const facts: readonly (readonly [string, boolean])[] = [
    ['size', size === Buffer.byteLength(repomd)],
    ['digest', sha256 === sha256Of(repomd)],
    ['address', urls[0] === `${folder}/repodata/repomd.xml`],
  ];
  const wrong = facts.filter(([, holds]) => !holds);
  return [...unlinked, ...wrong.map(([what]) => `the metalink gives repomd.xml another ${what}`)];
}
