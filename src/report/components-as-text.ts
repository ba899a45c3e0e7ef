import type { GroupedRelease, PackageGroup } from '../domain/component.ts';
import type { ReleaseId } from '../domain/release.ts';
import { columns } from './columns.ts';

const mostNames = 12;

/** One line for each component, with the names of its packages. */
export function componentLines(groups: readonly PackageGroup[]): readonly string[] {
  if (groups.length === 0) return [];
  return columns(groups.map(({ component, packages }) => [component, namesOf(packages)])).split('\n');
}

/** All in one line: `server: voms-admin, voms-server; other: voms-doc`. */
export function componentsAsLine(groups: readonly PackageGroup[]): string {
  return groups.map(({ component, packages }) => `${component}: ${namesOf(packages)}`).join('; ');
}

/** The groups of one release; empty where it has no components, or is not on its way. */
export function groupsOf(grouped: readonly GroupedRelease[], release: ReleaseId): readonly PackageGroup[] {
  return grouped.find((each) => each.release === release)?.groups ?? [];
}

function namesOf(packages: readonly string[]): string {
  const more = packages.length - mostNames;
  const shown = packages.slice(0, mostNames).join(', ');
  return more > 0 ? `${shown}, … ${more} more` : shown;
}
