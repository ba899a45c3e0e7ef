import type { RepositoryFormat } from '../major-release.ts';
import type { PackageIdentity } from '../member.ts';
import { compareDebVersions } from './deb.ts';
import { compareEvr } from './rpm.ts';

/** Compares two builds of one package name as its clients do: by the rules of rpm, or by those of dpkg. */
export function comparePackages(
  format: RepositoryFormat,
  a: PackageIdentity,
  b: PackageIdentity,
): -1 | 0 | 1 {
  return format === 'yum' ? compareEvr(a, b) : compareDebVersions(versionText(a), versionText(b));
}

/** The version as people write it: `1:4.2.0-1`, without an epoch of 0 and without an empty release. */
export function versionText({ epoch, version, release }: PackageIdentity): string {
  const before = epoch === '0' || epoch === '' ? '' : `${epoch}:`;
  return `${before}${version}${release === '' ? '' : `-${release}`}`;
}
