import type { FetchRelease } from '../domain/plan.ts';
import type { ReleaseXml } from '../formats/release-xml.ts';

/** One line for each value in which release.xml is not what people approved in the release file (R62). */
export function disagreements(release: ReleaseXml, expected: FetchRelease['expected']): readonly string[] {
  const { majorVersion, minorVersion, revisionVersion, incremental } = release;
  const pairs = [
    ['product', release.productName, expected.product],
    ['shortName', release.productShortName, expected.shortName],
    ['version', `${majorVersion}.${minorVersion}.${revisionVersion}`, expected.version],
    ['type', incremental ? 'Incremental' : 'NonIncremental', expected.type],
  ] as const;
  return pairs
    .filter(([, said, wanted]) => said !== wanted)
    .map(([field, said, wanted]) => `${field}: release.xml says ${said}, the release file says ${wanted}`);
}
