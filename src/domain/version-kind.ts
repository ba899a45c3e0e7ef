import { type ReleaseContent, type ReleaseId, versionOf } from './release.ts';

/** What a version is beside those before it: 5.0.0 a major one, 5.1.0 a minor one, 5.1.2 an update (R33). */
export type VersionKind = 'major' | 'minor' | 'update';

/** Derived from a version major.minor.revision, and never stored (R33, C22). */
export function versionKind(version: string): VersionKind {
  const [, minor, revision] = version.split('.').map(Number);
  if (revision !== 0) return 'update';
  return minor === 0 ? 'major' : 'minor';
}

/** The same for the version in an id; null where it has none that can be read. */
export function versionKindOf(id: ReleaseId): VersionKind | null {
  const version = versionOf(id);
  return version === '' ? null : versionKind(version);
}

/**
 * What is odd about the type of a release beside its version, in one sentence; null where they fit. Only a major version
 * begins anew as a rule, but products of one major release have versions of their own, so that nothing is refused (C6).
 */
export function oddType({ version, type }: Pick<ReleaseContent, 'version' | 'type'>): string | null {
  const kind = versionKind(version);
  const fits = (kind === 'major') === (type === 'NonIncremental');
  if (fits) return null;
  const area = type === 'NonIncremental' ? 'base' : 'updates';
  return `${version} is ${kind === 'update' ? 'an' : 'a'} ${kind} version and ${type}, so it goes to ${area}`;
}
