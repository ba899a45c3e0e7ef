import type { PackageIdentity } from '../../domain/member.ts';
import type { PackageTools } from '../../ports/package-tools.ts';
import type { ProcessRunner } from '../../ports/process-runner.ts';
import { readControls } from './read-controls.ts';
import { renderPackages } from './render-packages.ts';

/** The tools for apt repositories: dpkg-deb and apt-ftparchive. */
export function openDebTools({ runner }: { readonly runner: ProcessRunner }): PackageTools {
  return {
    identify: (paths) => readControls(runner, paths),
    fileNameOf,
    // A deb carries no signature: it is covered by the manifest, and for clients by the signed Release file.
    checkSignatures: async () => [],
    render: (folder, prefix) => renderPackages(runner, folder, prefix),
  };
}

// The epoch is in no file name.
function fileNameOf({ name, version, release, arch }: PackageIdentity): string {
  return `${name}_${version}${release === '' ? '' : `-${release}`}_${arch}.deb`;
}
