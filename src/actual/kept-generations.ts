import { join } from 'node:path';
import type { Sha256 } from '../domain/digest.ts';
import { type Generation, generationDigest, generationFolder } from '../domain/generation.ts';
import type { Repository } from '../domain/repository.ts';
import { generationFileName, readGenerationJson } from '../formats/generation-json.ts';
import { generationsFolder, numberOfFolder } from '../formats/repository-layout.ts';
import { type FileFacts, type Files, readTextOfFile } from '../ports/files.ts';

interface Live {
  readonly repository: Repository;
  readonly folder: string;
  readonly generation: Generation;
  readonly entries: ReadonlyMap<string, FileFacts>;
}

/**
 * The generations before the live one that are on disk and in its chain, newest first. What does not belong to the
 * chain is none of ours, whatever it says of itself; where one is gone, the signed text of the next tells no more of
 * those before it, so they count by what they say.
 */
export async function keptGenerations(
  files: Pick<Files, 'read' | 'facts'>,
  { repository, folder, generation, entries }: Live,
): Promise<readonly Generation[]> {
  const numbers = [...entries.keys()]
    .flatMap((path) => (path.startsWith(`${generationsFolder}/`) ? path.split('/').slice(1) : []))
    .flatMap((name) => numberOfFolder(name) ?? []);
  const earlier = [...new Set(numbers)].filter((number) => number < generation.number).sort((a, b) => b - a);
  const kept: Generation[] = [];
  let next: Generation = generation;
  for (const number of earlier) {
    const name = `${generationsFolder}/${generationFolder(number)}/${generationFileName}`;
    const text = await readTextOfFile(files, join(folder, name));
    const found = text === null ? null : generationIn(text);
    if (found === null || found.repository !== repository.key || found.number !== number) continue;
    if (next.number === number + 1 && !isBefore(found, next.previous)) continue;
    kept.push(found);
    next = found;
  }
  return kept;
}

function generationIn(text: string): Generation | null {
  const parsed = readGenerationJson(text);
  return parsed.ok ? parsed.value : null;
}

function isBefore(generation: Generation, previous: Sha256 | null): boolean {
  return generationDigest(generation) === previous;
}
