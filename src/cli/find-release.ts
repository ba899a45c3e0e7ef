import { findRelease } from '../desired/edits/find-release.ts';
import { StagepostError } from '../domain/failure.ts';
import type { ReleaseId } from '../domain/release.ts';

/** The one release that a name stands for; `unknown` begins the sentence for a name that none has. */
export function releaseNamed(name: string, known: Iterable<ReleaseId>, unknown: string): ReleaseId {
  const found = findRelease(name, [...new Set(known)].sort());
  if (found.kind === 'found') return found.id;
  if (found.kind === 'several')
    throw refusal(`${name} is the name of several releases`, `name one of ${found.ids.join(', ')}`);
  const near = found.near.length > 0 ? `did you mean ${found.near.join(', ')}?` : '';
  throw refusal(`${unknown} ${name}`, near || 'ls releases/*/ shows those that there are');
}

/** The same among all that main or the record knows. */
export function releaseKnown(name: string, known: Iterable<ReleaseId>): ReleaseId {
  return releaseNamed(name, known, 'neither main nor the record knows');
}

function refusal(message: string, hint: string): StagepostError {
  return new StagepostError({ code: 'bad-configuration', message, hint, treatment: 'needs-person' });
}
