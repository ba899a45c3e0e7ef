import type { InstallQuestion, SolvablePackage } from '../../domain/installability.ts';
import { versionText } from '../../domain/version/compare-packages.ts';

/** The packages of a question in the form of a Packages file. */
export function packagesText({ judged, beside }: InstallQuestion): string {
  return [...judged, ...beside].map(stanzaOf).join('\n');
}

function stanzaOf(found: SolvablePackage): string {
  const fields: readonly (readonly [string, string])[] = [
    ['Package', found.name],
    ['Version', versionText(found)],
    ['Architecture', found.arch],
    ['Provides', found.provides.join(', ')],
    ['Depends', found.requires.join(', ')],
    // Breaks and Conflicts are one list of our relations, and only dpkg's order of unpacking tells them apart.
    ['Conflicts', found.conflicts.join(', ')],
  ];
  return fields.flatMap(([name, value]) => (value === '' ? [] : [`${name}: ${value}\n`])).join('');
}
