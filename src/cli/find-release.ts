import { didYouMean } from '../document/closest-name.ts';
import { StagepostError } from '../domain/failure.ts';
import type { ReleaseId } from '../domain/release.ts';

/** The one release that a name stands for: its id, its file, or its id without the major release. */
export function findRelease(name: string, known: Iterable<ReleaseId>): ReleaseId {
  const ids = [...known].sort();
  const wanted = name.replace(/^(\.\/)?releases\//, '').replace(/\.yaml$/, '');
  const found = ids.filter((id) => id === wanted || shortOf(id) === wanted);
  const [only, ...others] = found;
  if (only === undefined) throw unknown(name, wanted, ids);
  if (others.length === 0) return only;
  throw refusal(`${name} is a release of ${found.length} major releases`, `name one of ${found.join(', ')}`);
}

function unknown(name: string, wanted: string, ids: readonly ReleaseId[]): StagepostError {
  const names = wanted.includes('/') ? ids : ids.map(shortOf);
  const near = didYouMean(wanted, names);
  const hint = near === '' ? 'each release has a file below releases/' : near;
  return refusal(`neither main nor the record knows ${name}`, hint);
}

function shortOf(id: ReleaseId): string {
  return id.slice(id.indexOf('/') + 1);
}

function refusal(message: string, hint: string): StagepostError {
  return new StagepostError({ code: 'bad-configuration', message, hint, treatment: 'needs-person' });
}
