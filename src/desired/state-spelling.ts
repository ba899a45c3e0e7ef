import { plainWord, readOlderWord } from '../domain/older-words.ts';
import { type DesirableState, desirableStates } from '../domain/release.ts';

/**
 * Replaces other spellings of a desired state, such as `Stage-Rollout` or `Waiting for response`, and the actions and
 * statuses that were asked for before, such as `MoveToProduction`, by the canonical one (R37); an empty one is nothing
 * (R24). Anything else stays as it is, for the schema to judge.
 */
export function withCanonicalState(document: unknown): unknown {
  if (typeof document !== 'object' || document === null || !('desiredState' in document)) return document;
  const { desiredState } = document;
  if (desiredState === '') return { ...document, desiredState: null };
  const state = typeof desiredState === 'string' ? stateOf(desiredState) : undefined;
  return state === undefined ? document : { ...document, desiredState: state };
}

function stateOf(written: string): DesirableState | undefined {
  const word = readOlderWord('action', written) ?? readOlderWord('status', written);
  const isMeant = (state: DesirableState) => plainWord(state) === plainWord(written) || state === word?.state;
  return desirableStates.find(isMeant);
}
