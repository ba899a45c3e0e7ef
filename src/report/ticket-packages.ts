import type { PackageGroup } from '../domain/component.ts';
import { digestOfValue } from '../domain/digest.ts';
import { type Release, releaseTitle } from '../domain/release.ts';
import type { TicketComment } from '../domain/ticket.ts';
import { componentLines } from './components-as-text.ts';

/** The comment that tells once which packages were taken in, by component; none for a release without components (R35). */
export function packagesComment(
  { id, file }: Release,
  groups: readonly PackageGroup[],
): readonly TicketComment[] {
  if (groups.length === 0) return [];
  const text = [
    `${releaseTitle(id)} was taken in with these packages:`,
    '',
    ...componentLines(groups),
    '',
    `Release file: ${file}`,
  ].join('\n');
  return [{ key: `packages-${digestOfValue(groups).slice(0, 16)}`, text }];
}
