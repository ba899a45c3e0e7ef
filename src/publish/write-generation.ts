import { dirname, join } from 'node:path';
import { sha256Of } from '../domain/digest.ts';
import { type Generation, type GenerationFile, generationText } from '../domain/generation.ts';
import { generationFileName, generationSignatureName } from '../formats/generation-json.ts';
import { metalinkFile, packagesFolder, packagesLink, rootFolder } from '../formats/repository-layout.ts';
import { metalinkText } from '../formats/yum-metalink.ts';
import type { FileChanges } from '../ports/files.ts';
import { buildingFolder, type Place } from './place.ts';

/** Everything that a generation's folder will hold of its own, by path. */
export type GenerationContent = ReadonlyMap<string, Uint8Array>;

/** Puts the signed root files beside the metadata that they stand for. */
export function contentOf(
  place: Place,
  metadata: ReadonlyMap<string, Uint8Array>,
  roots: ReadonlyMap<string, string>,
): GenerationContent {
  const folder = rootFolder(place.repository);
  const signed = [...roots].map(([name, text]) => [`${folder}/${name}`, Buffer.from(text)] as const);
  return new Map([...metadata, ...signed]);
}

/** The files as generation.json lists them. */
export function listFiles(content: GenerationContent): readonly GenerationFile[] {
  return [...content]
    .map(([path, bytes]) => ({ path, size: bytes.length, sha256: sha256Of(bytes) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Writes the generation where nobody looks yet; what a killed run left there goes first. Returns the folder. */
export async function writeGeneration(
  changes: FileChanges,
  place: Place,
  made: {
    readonly generation: Generation;
    readonly content: GenerationContent;
    readonly signature: string;
  },
): Promise<string> {
  const folder = buildingFolder(place, made.generation.number);
  await changes.remove(folder);
  const files: readonly (readonly [string, Uint8Array | string])[] = [
    ...made.content,
    [generationFileName, generationText(made.generation)],
    [generationSignatureName, made.signature],
    ...metalinkIn(place, made.generation),
  ];
  for (const [path, content] of files) {
    await changes.makeFolder(dirname(join(folder, path)));
    await changes.write(join(folder, path), content);
  }
  if (place.repository.format === 'yum') await linkToPackages(changes, place, folder);
  return folder;
}

async function linkToPackages(changes: FileChanges, place: Place, folder: string): Promise<void> {
  // Without packages it would lead to nothing.
  await changes.makeFolder(join(place.folder, packagesFolder('yum')));
  await changes.switchLink(join(folder, packagesLink.name), packagesLink.target);
}

function metalinkIn(place: Place, generation: Generation): readonly (readonly [string, string])[] {
  const text = place.repository.format === 'yum' ? metalinkText(place.url, generation) : undefined;
  return text === undefined ? [] : [[metalinkFile, text]];
}
