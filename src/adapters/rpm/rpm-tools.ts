import type { PackageIdentity } from '../../domain/member.ts';
import type { PackageTools } from '../../ports/package-tools.ts';
import { checkSignatures } from './check-signatures.ts';
import { readHeaders } from './read-headers.ts';
import { renderMetadata } from './render-metadata.ts';
import type { RpmDeps } from './rpm-deps.ts';

/** The tools for yum repositories: rpm, rpmkeys and createrepo_c. */
export function openRpmTools(deps: RpmDeps): PackageTools {
  return {
    identify: (paths) => readHeaders(deps.runner, paths),
    fileNameOf,
    checkSignatures: (paths, keyring) => checkSignatures(deps, paths, keyring),
    render: (folder, prefix) => renderMetadata(deps, folder, prefix),
  };
}

// The epoch is in no file name.
function fileNameOf({ name, version, release, arch }: PackageIdentity): string {
  return `${name}-${version}-${release}.${arch}.rpm`;
}
