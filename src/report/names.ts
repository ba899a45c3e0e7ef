import { isIgnoredByPolicy, type ObservedState } from '../domain/lifecycle.ts';
import { isWithdrawn } from '../domain/withdrawal.ts';

/** `1 package`, `6 packages`, `2 repositories`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

/** `one`, `one or two`, `one, two or three`. */
export function eitherOf(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}

/** A state as people read it; withdrawn packages are told, although the state stays, and what nobody asked for. */
export function stateText(observed: ObservedState): string {
  if (isIgnoredByPolicy(observed)) return 'Ignored (by policy)';
  return isWithdrawn(observed) ? 'Production (withdrawn)' : observed.state;
}
