import { desirableStates } from '../domain/release.ts';

const canonical = new Map(desirableStates.map((state) => [plain(state), state]));

/**
 * Replaces other spellings of a desired state, such as `Stage-Rollout` or `Waiting for response`, by the canonical
 * one (R37). Anything else stays as it is, for the schema to judge.
 */
export function withCanonicalState(document: unknown): unknown {
  if (typeof document !== 'object' || document === null || !('desiredState' in document)) return document;
  const { desiredState } = document;
  const state = typeof desiredState === 'string' ? canonical.get(plain(desiredState)) : undefined;
  return state === undefined ? document : { ...document, desiredState: state };
}

function plain(spelling: string): string {
  return spelling.toLowerCase().replace(/[ _-]/g, '');
}
