import type { ReleaseId } from '../domain/release.ts';

/** The major release of an id. */
export function majorOf(id: ReleaseId): string {
  return id.slice(0, id.indexOf('/'));
}

/** `1 package`, `6 packages`, `2 repositories`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}
