import { digestOfValue } from './digest.ts';
import { isSameVersion, type Release, type ReleaseContent, type SourceRepository } from './release.ts';

/** Whether two releases would bring the same packages to the same clients: pinned by one digest, for a common platform. */
export function sharesPackages(a: ReleaseContent, b: ReleaseContent): boolean {
  if (a.majorRelease !== b.majorRelease || !overlap(a.platforms, b.platforms)) return false;
  if ('repositories' in a.source) {
    const others = 'repositories' in b.source ? b.source.repositories : [];
    return a.source.repositories.some((one) => others.some((other) => isSamePart(one, other)));
  }
  return !('repositories' in b.source) && a.source.checksumsDigest === b.source.checksumsDigest;
}

/** Whether a further submission of a version says other things of the same packages, such as a corrected advisory. */
export function describesAnew(later: Release, earlier: Release): boolean {
  return (
    isSameVersion(later.id, earlier.id) &&
    later.content.submission > earlier.content.submission &&
    descriptionOf(later.content) !== descriptionOf(earlier.content)
  );
}

function descriptionOf({ source, submission, ...description }: ReleaseContent): string {
  return digestOfValue(description);
}

// Two releases may take different packages from one repository of a provider.
function isSamePart(a: SourceRepository, b: SourceRepository): boolean {
  const isSamePlace = a.platform === b.platform && a.digest === b.digest;
  return isSamePlace && (a.packages === null || b.packages === null || overlap(a.packages, b.packages));
}

function overlap(a: readonly string[], b: readonly string[]): boolean {
  return a.some((each) => b.includes(each));
}
