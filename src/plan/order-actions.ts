import type { Action, ActionId } from '../domain/plan.ts';
import type { ReleaseId } from '../domain/release.ts';
import { type PackageChanges, packageChanges } from './enter-states.ts';

/**
 * Adds to each publication what must be done before it: a release leaves a repository only after it has entered the
 * next one (R79), and enters the slot only after the one before has left for good (R46).
 */
export function orderPublications(
  actions: readonly Action[],
  leavers: ReadonlyMap<ReleaseId, readonly ReleaseId[]>,
): readonly Action[] {
  const changes = packageChanges(actions);
  return actions.map((action) => ({ ...action, after: [...new Set(before(action, changes, leavers))] }));
}

function before(
  action: Action,
  changes: ReadonlyMap<ReleaseId, PackageChanges>,
  leavers: ReadonlyMap<ReleaseId, readonly ReleaseId[]>,
): readonly ActionId[] {
  const entering = (release: ReleaseId) => changes.get(release)?.entering ?? [];
  if (action.kind === 'retire-repository') return entering(action.release);
  if (action.kind !== 'publish-generation') return action.after;
  const left = action.removed.flatMap(entering);
  const madeRoom = action.added.flatMap((release) => (leavers.get(release) ?? []).flatMap(entering));
  return [...left, ...madeRoom].filter((id) => id !== action.id);
}
