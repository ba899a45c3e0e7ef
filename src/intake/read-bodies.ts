import { StagepostError } from '../domain/failure.ts';
import type { RepositoryFormat } from '../domain/major-release.ts';
import type { SegmentName } from '../domain/member.ts';
import type { RenderedDocument } from '../ports/package-tools.ts';
import type { Body, Expected, ReadBodies } from './metadata-body.ts';
import { readDebBodies } from './read-deb-bodies.ts';
import { readRpmBodies } from './read-rpm-bodies.ts';

const readers = { yum: readRpmBodies, apt: readDebBodies } as const satisfies Record<
  RepositoryFormat,
  (documents: ReadonlyMap<SegmentName, Buffer>, expected: Expected) => ReadBodies
>;

const renderers = { yum: 'createrepo_c', apt: 'apt-ftparchive' } as const;

/**
 * Cuts rendered documents into the bodies that are kept. They are read again by other code than rendered them; where
 * the two readers of a package do not agree, nobody knows what clients would see, and the release is refused.
 */
export function readBodies(
  format: RepositoryFormat,
  documents: readonly RenderedDocument[],
  expected: Expected,
): readonly Body[] {
  const byName = new Map(documents.map(({ name, content }) => [name, Buffer.from(content)]));
  const { bodies, problems } = readers[format](byName, expected);
  if (problems.length === 0) return bodies;
  throw new StagepostError({
    code: 'tool-refused',
    message: `${renderers[format]} rendered other metadata than that of the ${expected.packages.length} packages`,
    hint: `Two readers of the same packages do not agree: look at ${renderers[format]} and at the disk; where both are well, ask the provider, and do not trust the packages.`,
    treatment: 'needs-person',
    details: problems,
  });
}
