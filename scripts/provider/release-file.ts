/** What a release file says that is not the same for every sample. */
export interface SampleRelease {
  readonly product: string;
  readonly version: string;
  readonly submission?: number;
  readonly platforms: readonly string[];
  readonly incremental: boolean;
  readonly url: string;
  readonly checksumsDigest: string;
}

/** The file with which a sample release is submitted. */
export function releaseFile(release: SampleRelease): string {
  const { product, version, submission, platforms, incremental, url, checksumsDigest } = release;
  return `# yaml-language-server: $schema=../../schemas/release.schema.json
product: ${product}
shortName: emi.${product}
version: ${version}${submission === undefined ? '' : `\nsubmission: ${submission}`}
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
