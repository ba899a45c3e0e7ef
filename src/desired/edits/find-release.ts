import { closestNames } from '../../document/closest-name.ts';
import type { ReleaseId } from '../../domain/release.ts';

/** What a name that somebody typed stands for. */
export type NamedRelease =
  | { readonly kind: 'found'; readonly id: ReleaseId }
  | { readonly kind: 'several'; readonly ids: readonly ReleaseId[] }
  /** With the ids that are nearest to it. */
  | { readonly kind: 'unknown'; readonly near: readonly ReleaseId[] };

const shownNames = 3;

/** Finds a release by its id, by the name of its file, or by a path that leads to that. */
export function findRelease(name: string, ids: readonly ReleaseId[]): NamedRelease {
  const wanted = name.replace(/\.yaml$/, '').replace(/^(?:.*\/)?releases\/(?=[^/]+\/[^/]+$)/, '');
  const exact = ids.find((id) => id === wanted);
  if (exact !== undefined) return { kind: 'found', id: exact };
  const found = ids.filter((id) => baseOf(id) === wanted.replace(/^\.\//, ''));
  const [only, ...others] = found;
  if (only !== undefined)
    return others.length === 0 ? { kind: 'found', id: only } : { kind: 'several', ids: found };
  const nameOf = wanted.includes('/') ? (id: ReleaseId): string => id : baseOf;
  const near = new Set(closestNames(wanted, ids.map(nameOf)).slice(0, shownNames));
  return { kind: 'unknown', near: ids.filter((id) => near.has(nameOf(id))) };
}

function baseOf(id: ReleaseId): string {
  return id.slice(id.indexOf('/') + 1);
}
