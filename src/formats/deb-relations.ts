import type { PackageRelations } from '../domain/relations.ts';
import { fieldValue, type Stanza } from './deb822.ts';
import { readPackagesIndex } from './packages-index.ts';

/** The relations of each package in a Packages text, by the digest of its file; none where the text cannot be read. */
export function debRelations(packages: string): ReadonlyMap<string, PackageRelations> {
  const read = readPackagesIndex(packages);
  return new Map(read.ok ? read.value.map(({ sha256, fields }) => [sha256, relationsOfStanza(fields)]) : []);
}

// Debian Policy 7.1: parts are separated by commas and may stand on lines of their own.
/** The relations in one stanza. */
export function relationsOfStanza(fields: Stanza): PackageRelations {
  const all = (...names: readonly string[]) =>
    names.flatMap((name) =>
      (fieldValue(fields, name) ?? '')
        .split(',')
        .map((part) => part.replace(/\s+/g, ' ').trim())
        .filter(Boolean),
    );
  return {
    provides: all('Provides'),
    requires: all('Pre-Depends', 'Depends'),
    conflicts: all('Conflicts', 'Breaks'),
    obsoletes: all('Replaces'),
    recommends: all('Recommends'),
    files: [],
  };
}
