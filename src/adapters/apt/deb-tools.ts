import type { PackageIdentity } from '../../domain/member.ts';
import type { PackageTools } from '../../ports/package-tools.ts';
import { checkSignatures } from './check-signatures.ts';
import type { DebDeps } from './deb-deps.ts';
import { readControls } from './read-controls.ts';
import { renderPackages } from './render-packages.ts';

/** The tools for apt repositories: dpkg-deb and apt-ftparchive. */
export function openDebTools(deps: DebDeps): PackageTools {
  const { runner } = deps;
  return {
    identify: (paths) => readControls(deps, paths),
    fileNameOf,
    checkSignatures: (paths, keyring) => checkSignatures(deps, paths, keyring),
    render: (folder, prefix) => renderPackages(runner, folder, prefix),
  };
}

// The epoch is in no file name.
function fileNameOf({ name, version, release, arch }: PackageIdentity): string {
  return `${name}_${version}${release === '' ? '' : `-${release}`}_${arch}.deb`;
}
