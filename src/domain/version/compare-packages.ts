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

/** What clients take for the same package in another version: one for every architecture succeeds one for their own, and the other way round. */
export function seenAs({ name, arch }: PackageIdentity, own: string): string {
  const everywhere = arch === 'noarch' || arch === 'all';
  return `${name} ${everywhere ? own : arch}`;
}

/** `voms-server-4.2.0-1.x86_64`: what clients take for one and the same package. */
export function exactName(found: PackageIdentity): string {
  return `${found.name}-${versionText(found)}.${found.arch}`;
}
