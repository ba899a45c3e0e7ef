import type { FetchRelease } from '../domain/plan.ts';
import type { ReleaseXml } from '../formats/release-xml.ts';

type Expected = FetchRelease['expected'];
type Said = { readonly [field in keyof Expected]?: string | undefined };

/** One line for each value in which release.xml is not what people approved in the release file (R62). */
export function disagreements(release: ReleaseXml, expected: Expected): readonly string[] {
  const said = saidBy(release, expected);
  return (['product', 'shortName', 'version', 'type'] as const)
    .filter((field) => said[field] !== undefined && said[field] !== expected[field])
    .map((field) => `${field}: release.xml says ${said[field]}, the release file says ${expected[field]}`);
}

function saidBy(release: ReleaseXml, expected: Expected): Said {
  if (release.generation === '0.2') {
    const { majorVersion, minorVersion, revisionVersion, incremental } = release;
    return {
      product: release.productName,
      shortName: release.productShortName,
      version: `${majorVersion}.${minorVersion}.${revisionVersion}`,
      type: incremental ? 'Incremental' : 'NonIncremental',
    };
  }
  const { name, version } = release;
  // The older forms name a product as people write it, and the oldest one knows no scheme of versions.
  const sameName = name?.toLowerCase() === expected.product.toLowerCase();
  const sameVersion = release.generation === '2010-09' && isShortFor(version ?? '', expected.version);
  return {
    product: sameName ? expected.product : name,
    shortName: release.shortName,
    version: sameVersion ? expected.version : version,
  };
}

/** 4.2 is short for 4.2.0, and 4 for 4.0.0; nothing else is rounded: 4.20 is not 4.2. */
function isShortFor(short: string, version: string): boolean {
  return /^\d+(?:\.\d+)?$/.test(short) && [`${short}.0`, `${short}.0.0`].includes(version);
}
