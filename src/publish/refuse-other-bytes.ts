import { StagepostError } from '../domain/failure.ts';
import type { PooledPackage } from '../domain/member.ts';
import { type ReleaseId, releaseTitle } from '../domain/release.ts';
import type { Repository } from '../domain/repository.ts';
import type { MemberContent } from './read-members.ts';

/**
 * Refuses two packages that are the same for clients and differ in their bytes: which of them a client installs would
 * be chance. The same bytes in two releases are fine.
 */
export function refuseOtherBytes(repository: Repository, contents: readonly MemberContent[]): void {
  const seen = new Map<string, { readonly release: ReleaseId; readonly sha256: string }>();
  const conflicts: string[] = [];
  for (const { member, manifest } of contents)
    for (const found of manifest.packages) {
      const name = nameOf(found);
      const first = seen.get(name);
      if (first === undefined) seen.set(name, { release: member.release, sha256: found.sha256 });
      else if (first.sha256 !== found.sha256)
        conflicts.push(
          `${name} of ${releaseTitle(member.release)} has other bytes than that of ${releaseTitle(first.release)}`,
        );
    }
  if (conflicts.length === 0) return;
  throw new StagepostError({
    code: 'content-refused',
    message: `${repository.title} would hold ${conflicts.length} package(s) twice with other bytes`,
    hint: 'a package that changes needs a new version or release number: reject this release and submit it anew',
    treatment: 'needs-person',
    details: conflicts,
  });
}

function nameOf({ name, epoch, version, release, arch }: PooledPackage): string {
  const before = epoch === '0' ? '' : `${epoch}:`;
  const after = release === '' ? '' : `-${release}`;
  return `${name}-${before}${version}${after}.${arch}`;
}
