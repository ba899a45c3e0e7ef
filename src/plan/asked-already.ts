import { digestOfValue } from '../domain/digest.ts';
import type { Action, Plan } from '../domain/plan.ts';

/** What a plan and the plan for an earlier commit have in common, by digest. */
export type AskedAlready = (part: unknown) => boolean;

/**
 * Tells of a step, a publication, a release that is held back or a view of clients whether the earlier plan says the
 * same: then the change between the two commits does not bring it. Without an earlier plan nothing was asked before.
 */
export function askedAlready(
  before: Pick<Plan, 'actions' | 'heldBack' | 'heldRepositories' | 'clients' | 'notifications'> | null,
): AskedAlready {
  if (before === null) return () => false;
  const known = new Set(
    [
      ...before.actions,
      ...before.heldBack,
      ...before.heldRepositories,
      ...before.clients,
      ...before.notifications,
    ].map((part) => digestOfValue(essence(part))),
  );
  return (part) => known.has(digestOfValue(essence(part)));
}

// Commits and moments differ between two plans that do the same.
function essence(part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return part;
  if ('verdict' in part && 'release' in part) {
    const { release, desired, verdict } = part as Plan['heldBack'][number];
    return { release, desired, verdict };
  }
  return 'kind' in part && 'id' in part ? essenceOf(part as Action) : part;
}

function essenceOf(action: Action): unknown {
  switch (action.kind) {
    case 'enter-state':
      return { enters: action.release, to: action.to };
    case 'publish-generation':
      return { publishes: action.repository.key, added: action.added, removed: action.removed };
    default:
      return { does: action.id };
  }
}
