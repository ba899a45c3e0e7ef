import { join } from 'node:path';
import type { Sha256 } from '../domain/digest.ts';
import { attestationFile, generationDigest } from '../domain/generation.ts';
import {
  generationFileName,
  generationSignatureName,
  readGenerationJson,
} from '../formats/generation-json.ts';
import { folderOfTarget, numberOfFolder, rootFileNames, rootFolder } from '../formats/repository-layout.ts';
import { type Files, readTextOfFile } from '../ports/files.ts';
import type { Place } from './place.ts';
import type { Published } from './publish-deps.ts';

/** What the live link leads to. `folder` and `number` are null where its name says nothing. */
export interface Live {
  readonly folder: string | null;
  readonly number: number | null;
  /** Null when the generation cannot be read whole. */
  readonly published: Published | null;
}

/** Reads the live generation without judging it; null when nothing is live. */
export async function readLive(files: Files, place: Place): Promise<Live | null> {
  const target = await files.linkTarget(place.live);
  if (target === null) return null;
  const folder = folderOfTarget(place.repository.format, target) ?? null;
  if (folder === null) return { folder, number: null, published: null };
  return {
    folder,
    number: numberOfFolder(folder) ?? null,
    published: await readPublished(files, place, folder),
  };
}

/** The digest by which the live generation.json is known; null when there is none that can be read. */
export async function readLiveDigest(files: Files, place: Place): Promise<Sha256 | null> {
  const target = await files.linkTarget(place.live);
  const folder = target === null ? undefined : folderOfTarget(place.repository.format, target);
  if (folder === undefined) return null;
  const text = await readTextOfFile(files, join(place.generations, folder, generationFileName));
  const parsed = text === null ? null : readGenerationJson(text);
  return parsed?.ok ? generationDigest(parsed.value) : null;
}

async function readPublished(files: Files, place: Place, folder: string): Promise<Published | null> {
  const inside = join(place.generations, folder);
  const text = await readTextOfFile(files, join(inside, generationFileName));
  const parsed = text === null ? null : readGenerationJson(text);
  if (parsed === null || !parsed.ok) return null;
  const roots = rootFileNames(place.repository.format).map(
    (name) => [name, join(inside, rootFolder(place.repository), name)] as const,
  );
  const signature = [generationSignatureName, join(inside, generationSignatureName)] as const;
  const brought = (parsed.value.attestations ?? [])
    .filter(({ since }) => since === parsed.value.number)
    .map((each) => [attestationFile(each), join(place.folder, attestationFile(each))] as const);
  const rootFiles = new Map<string, string>();
  for (const [name, path] of [...roots, signature, ...brought]) {
    const content = await readTextOfFile(files, path);
    if (content === null) return null;
    rootFiles.set(name, content);
  }
  return { generation: parsed.value, rootFiles };
}
