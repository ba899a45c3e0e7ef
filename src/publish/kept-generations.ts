import { join } from 'node:path';
import { type Generation, generationFolder } from '../domain/generation.ts';
import { type Instant, plusSeconds } from '../domain/instant.ts';
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

/** The generation that is to be live, and how much of what was live before stays beside it (R83). */
export interface Keeping {
  readonly generation: Generation;
  /** At least so many generations stay, the live one included. */
  readonly keepGenerations: number;
  /** And every one that was live within so many days before the date of the live one. */
  readonly keepDays: number;
}

/** The generations before the live one, newest first: those that stay, and those that are too old. */
export async function generationsBefore(
  files: Files,
  place: Place,
  { generation, keepGenerations, keepDays }: Keeping,
): Promise<{ readonly kept: readonly StoredGeneration[]; readonly old: readonly StoredGeneration[] }> {
  const earlier = await storedBefore(files, place, generation.number);
  const since = plusSeconds(generation.date, -keepDays * 86_400);
  const recent = earlier.filter((_each, at) => endOf(earlier.slice(0, at), generation) > since);
  const count = Math.max(keepGenerations - 1, recent.length);
  return { kept: earlier.slice(0, count), old: earlier.slice(count) };
}

// A generation was live until the next one; where nobody can read when that was, the one after it is taken, which is later.
function endOf(newer: readonly StoredGeneration[], live: Generation): Instant {
  return newer.findLast((each) => each.generation !== null)?.generation?.date ?? live.date;
}

async function storedBefore(
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
