import { StagepostError } from '../../domain/failure.ts';
import { generationDigest } from '../../domain/generation.ts';
import { placeOf } from '../../publish/place.ts';
import { readLive } from '../../publish/read-live.ts';
import type { Handler } from '../handler.ts';

/** Reads a published generation with its signed files, so that the record learns what an interrupted cycle did. */
export const recordGeneration: Handler<'record-generation'> = async (deps, action) => {
  const place = placeOf(action.repository, deps.roots[action.repository.stage]);
  const published = (await readLive(deps.publish.files, place))?.published ?? null;
  if (published === null || generationDigest(published.generation) !== generationDigest(action.generation))
    throw new StagepostError({
      code: 'plan-changed',
      message: `${action.repository.title} changed after it was looked at`,
      hint: 'plan again',
    });
  return { kind: 'generation', ...published };
};
