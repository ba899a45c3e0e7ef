import type { OfferedRelease } from './provider-side.ts';

/** Path of the release file. */
export function releasePath(release: OfferedRelease): string {
  return `releases/umd-5/${release.product}-${release.version}.yaml`;
}

/** The file with which a release is submitted. */
export function releaseFile(release: OfferedRelease): string {
  const { product, version, platform, incremental, url, checksumsDigest } = release;
  return `# yaml-language-server: $schema=../../schemas/release.schema.json
product: ${product}
shortName: emi.${product}
version: ${version}
majorRelease: umd-5
provider: emi
platforms: [${platform}]
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
