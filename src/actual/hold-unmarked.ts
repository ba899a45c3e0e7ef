import { join } from 'node:path';
import type { ActualState } from '../domain/actual-state.ts';
import { generationDigest } from '../domain/generation.ts';
import type { Stage } from '../domain/major-release.ts';
import { type MarkedPlace, markerName } from '../domain/marker.ts';
import { unknown } from '../domain/observation.ts';
import { emptyRecord, type ReconcilerRecord } from '../domain/record.ts';
import type { Files } from '../ports/files.ts';
import type { StageRoots } from '../ports/stage-roots.ts';

/** What the marks are read with. */
export interface MarkDeps {
  readonly files: Files;
  readonly roots: StageRoots;
  /** Absolute path of the folder with the pool. */
  readonly state: string;
}

const stages: readonly Stage[] = ['unverified', 'stage-rollout', 'production'];

/**
 * Takes back what was seen in folders without their mark: an empty mount point looks as if all were lost. Where nothing
 * was recorded, or something of what was recorded is there, the mark is only missing, and the next run may make it.
 */
export async function holdUnmarked(deps: MarkDeps, seen: ActualState): Promise<ActualState> {
  const record = seen.record.kind === 'known' ? seen.record.value : emptyRecord;
  let held = seen;
  for (const stage of stages) {
    const folder = deps.roots[stage].path;
    if (await isMarked(deps, folder, stage)) continue;
    held = mayBeMarked(stage, seen, record)
      ? { ...held, unmarked: [...held.unmarked, stage] }
      : withoutStage(held, stage, missing(folder, stage));
  }
  if (await isMarked(deps, deps.state, 'state')) return held;
  const hasPool = [...seen.pool.values()].some((pooled) => pooled.kind === 'known' && pooled.value !== null);
  return record.releases.size === 0 || hasPool
    ? { ...held, unmarked: [...held.unmarked, 'state'] }
    : withoutPool(held, missing(deps.state, 'state'));
}

/** Whether a folder has its mark. */
export async function isMarked(
  { files }: Pick<MarkDeps, 'files'>,
  folder: string,
  place: MarkedPlace,
): Promise<boolean> {
  return (await files.facts(join(folder, markerName(place))))?.kind === 'file';
}

function mayBeMarked(stage: Stage, { repositories }: ActualState, record: ReconcilerRecord): boolean {
  const recorded = [...record.generations].filter(([key]) => key.startsWith(`${stage}/`));
  const isThere = ([key, { generation }]: (typeof recorded)[number]) => {
    const seen = repositories.get(key);
    return (
      seen?.kind === 'known' && 'digest' in seen.value && seen.value.digest === generationDigest(generation)
    );
  };
  return recorded.length === 0 || recorded.some(isThere);
}

function withoutStage(seen: ActualState, stage: Stage, reason: string): ActualState {
  const repositories = [...seen.repositories].map(([key, value]) => {
    return [key, key.startsWith(`${stage}/`) ? unknown(reason) : value] as const;
  });
  return { ...seen, repositories: new Map(repositories) };
}

function withoutPool(seen: ActualState, reason: string): ActualState {
  const pool = [...seen.pool.keys()].map((release) => [release, unknown(reason)] as const);
  return { ...seen, pool: new Map(pool), poolDamage: new Map() };
}

/** Why nothing in a folder without its mark is believed, and the command that makes the mark. */
export function missing(folder: string, place: MarkedPlace): string {
  const mark = join(folder, markerName(place));
  return `${mark} is missing, so this may be an empty mount point: mount what belongs there; if this is the right folder, say so with: mkdir -p '${folder}' && touch '${mark}'`;
}
