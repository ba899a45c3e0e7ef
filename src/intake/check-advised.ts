import type { Advisory } from '../domain/advisory.ts';
import { StagepostError } from '../domain/failure.ts';
import type { CheckedPlatform } from './checked-package.ts';

/** Refuses a release whose advisories name packages that it does not have: nobody would be shown them. */
export function checkAdvised(advisories: readonly Advisory[], platforms: readonly CheckedPlatform[]): void {
  const known = new Set(platforms.flatMap(({ files }) => files.map(({ identity }) => identity.name)));
  const details = advisories.flatMap(({ id, packages }) =>
    (packages ?? [])
      .filter((name) => !known.has(name))
      .map((name) => `the advisory ${id} names ${name}, which is no package of the release`),
  );
  if (details.length === 0) return;
  throw new StagepostError({
    code: 'content-refused',
    message: 'advisories name packages that the release does not have',
    hint: 'Correct advisories[].packages in the release file.',
    treatment: 'retry',
    details,
  });
}
