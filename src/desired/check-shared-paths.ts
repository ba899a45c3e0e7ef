import { overlappingPaths } from '../document/overlapping-paths.ts';
import type { Finding } from '../domain/finding.ts';
import type { Policy } from '../domain/policy.ts';
import type { Release } from '../domain/release.ts';
import { unverifiedRepositoriesOf } from '../domain/repository.ts';
import type { BlobId } from '../ports/release-history.ts';
import type { ReleaseText } from './read-releases.ts';

/** A readable release file with the release it stands for. */
export interface CheckedRelease {
  readonly release: Release;
  readonly document: ReleaseText;
  readonly blob: BlobId;
}

/** Releases whose private repositories would lie in one place, so that each would overwrite the other's. */
export function checkSharedPaths(
  checked: readonly CheckedRelease[],
  policy: Policy,
): ReadonlyMap<CheckedRelease, readonly Finding[]> {
  const places = checked.flatMap((one) => pathsOf(one, policy));
  const clashes = overlappingPaths(places).filter(({ outer, inner }) => outer.one !== inner.one);
  const findings = new Map<CheckedRelease, readonly Finding[]>();
  for (const { outer, inner } of clashes) {
    if (!findings.has(inner.one)) findings.set(inner.one, [clash(inner.one, outer.one)]);
  }
  return findings;
}

function pathsOf(one: CheckedRelease, policy: Policy) {
  const { release } = one;
  const major = policy.majorReleases.get(release.content.majorRelease);
  if (major === undefined) return [];
  return unverifiedRepositoriesOf(major, release).map(({ path }) => ({ one, path }));
}

function clash({ document, release }: CheckedRelease, other: CheckedRelease): Finding {
  return document.finding(['shortName'], 'value', {
    rule: 'shared-path',
    message: `shortName ${release.content.shortName} leads to the same unverified area as ${other.release.file}`,
    hint: 'choose another shortName, or put {major} into the layout of the major release',
  });
}
