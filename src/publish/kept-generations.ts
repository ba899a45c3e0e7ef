import { join } from 'node:path';
import { type Generation, generationFolder } from '../domain/generation.ts';
import { generationFileName, readGenerationJson } from '../formats/generation-json.ts';
import { numberOfFolder } from '../formats/repository-layout.ts';
import { type Files, readTextOfFile } from '../ports/files.ts';
import type { Place } from './place.ts';

/** A generation's folder on disk; `generation` is null when its generation.json cannot be read. */
export interface StoredGeneration {
  readonly number: number;
  readonly folder: string;
  readonly generation: Generation | null;
}

/** The generations with a lower number, newest first. */
export async function generationsBefore(
  files: Files,
  place: Place,
  number: number,
): Promise<readonly StoredGeneration[]> {
  const names = (await files.list(place.generations)) ?? [];
  const earlier = names
    .flatMap((name) => numberOfFolder(name) ?? [])
    .filter((found) => found < number)
    .sort((a, b) => b - a);
  const stored: StoredGeneration[] = [];
  for (const found of earlier) stored.push(await readStored(files, place, found));
  return stored;
}

async function readStored(files: Files, place: Place, number: number): Promise<StoredGeneration> {
  const folder = join(place.generations, generationFolder(number));
  const text = await readTextOfFile(files, join(folder, generationFileName));
  const parsed = text === null ? null : readGenerationJson(text);
  return { number, folder, generation: parsed?.ok ? parsed.value : null };
}
