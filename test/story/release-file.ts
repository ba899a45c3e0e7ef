import type { Offer } from './provider.ts';

/** The file with which a release is submitted. */
export function releaseFile(offer: Offer): string {
  const { product, version, submission, platforms, incremental, url, checksumsDigest } = offer;
  return `product: ${product}
shortName: emi.${product}
version: ${version}
submission: ${submission}
majorRelease: umd-5
provider: emi
platforms: [${platforms.join(', ')}]
type: ${incremental ? 'Incremental' : 'NonIncremental'}
source:
  protocol: rsync
  url: ${url}
  checksums: checksums.xml
  checksumsDigest: ${checksumsDigest}
  releaseXml: release.xml
links:
  releaseNotes: https://example.org/${product}/${version}/notes
  changeLog: https://example.org/${product}/${version}/changes
  documentation: [https://example.org/${product}/docs]
desiredState: Unverified
`;
}
