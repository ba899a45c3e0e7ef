import { sha256Of } from '../../src/domain/digest.ts';
import type { PooledPackage } from '../../src/domain/member.ts';
import type { PackageRelations } from '../../src/domain/relations.ts';
import { productOf, type ReleaseId } from '../../src/domain/release.ts';

/** The packages of a release as the worlds in memory have them: two of its product and version, or those that are named. */
export function packagesOfRelease(
  release: ReleaseId,
  named: readonly string[] | undefined,
): readonly PooledPackage[] {
  const product = productOf(release);
  const version = /-(\d+\.\d+\.\d+)/.exec(release)?.[1] ?? '1.0.0';
  const all = named ?? [`${product} ${version}`, `${product}-devel ${version}`];
  return all.map((text) => aPackage(text, release));
}

/** What a package says that speaks of no other. */
export const noRelations: PackageRelations = {
  provides: [],
  requires: [],
  conflicts: [],
  obsoletes: [],
  recommends: [],
  files: [],
};

/**
 * A package from `name version` or `name epoch:version-release`, and `needs one, other >= 2` or `conflicts with one`
 * behind it; its bytes are those of nobody but its owner.
 */
export function aPackage(text: string, owner: string): PooledPackage {
  const [, name = '', epoch = '0', version = '', release = '1', needs, conflicts] =
    /^(\S+) (?:(\d+):)?([^-\s]+)(?:-(\S+))?(?: needs (.+))?(?: conflicts with (.+))?$/.exec(text) ?? [];
  const file = `${name}-${version}-${release}.noarch.rpm`;
  return {
    name,
    epoch,
    version,
    release,
    arch: 'noarch',
    file,
    size: 100,
    sha256: sha256Of(`${owner} ${file}`),
    relations: { ...noRelations, requires: listOf(needs), conflicts: listOf(conflicts) },
  };
}

function listOf(text: string | undefined): readonly string[] {
  return text?.split(', ') ?? [];
}
