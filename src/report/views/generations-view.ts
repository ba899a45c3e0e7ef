import type { Generation } from '../../domain/generation.ts';
import type { Instant } from '../../domain/instant.ts';
import type { ReleaseId } from '../../domain/release.ts';

/** One generation in the list of all. */
export interface GenerationRow {
  readonly number: number;
  readonly date: Instant;
  readonly commit: string;
  readonly added: readonly ReleaseId[];
  readonly removed: readonly ReleaseId[];
  readonly members: number;
  readonly packages: number;
}

/**
 * Generations of one repository, newest first, each with what changed against the one before. Of the oldest that is
 * given, everything counts as added only where it is the first of all.
 */
export function generationRows(generations: readonly Generation[]): readonly GenerationRow[] {
  const sorted = [...generations].sort((a, b) => b.number - a.number);
  return sorted.map((generation, index) => {
    const before = sorted[index + 1];
    const known = before !== undefined || generation.number === 1;
    const [now, then] = [releasesOf(generation), releasesOf(before)];
    return {
      number: generation.number,
      date: generation.date,
      commit: generation.commit,
      added: known ? now.filter((id) => !then.includes(id)) : [],
      removed: known ? then.filter((id) => !now.includes(id)) : [],
      members: generation.members.length,
      packages: generation.members.reduce((sum, { packages }) => sum + packages, 0),
    };
  });
}

function releasesOf(generation: Generation | undefined): readonly ReleaseId[] {
  return generation?.members.map(({ release }) => release) ?? [];
}
