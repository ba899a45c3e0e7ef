import type { PackageIdentity } from '../domain/member.ts';
import type { NamedPackage } from '../formats/release-xml-2010.ts';

/** One line for each package that an old release.xml speaks of and that is not among those that arrived. */
export function namedProblems(
  named: readonly NamedPackage[],
  arrived: readonly PackageIdentity[],
): readonly string[] {
  const known = new Set(
    arrived.flatMap((each) => spellings(each).map((version) => `${each.name} ${version}`)),
  );
  return named.flatMap(({ name, version, line }) =>
    version === undefined || known.has(`${name} ${version}`)
      ? []
      : [`line ${line} of release.xml speaks of ${name} ${version}, and no package of the release is that`],
  );
}

function spellings({ epoch, version, release }: PackageIdentity): readonly string[] {
  const whole = release === '' ? version : `${version}-${release}`;
  return [version, whole, `${epoch}:${whole}`];
}
