import type { PackageHeader } from './read-package-header.ts';
import { documentText, element, enclose } from './xml-text.ts';

export type ReleaseDescription = {
  readonly product: string;
  /** Names the unverified area: emi.voms. */
  readonly shortName: string;
  readonly provider: string;
  readonly providerShortName: string;
  /** Numeric: major.minor.revision. */
  readonly version: string;
  readonly incremental: boolean;
  readonly emergency: boolean;
  /** Where consumers of the manifest fetch from; its scheme is the protocol. */
  readonly sourceUrl: string;
  readonly links: {
    readonly documentation: readonly string[];
    readonly releaseNotes: string;
    readonly changeLog: string;
  };
  readonly contact?: string;
  readonly technicalContact?: string;
  readonly description?: string;
  /** YYYYMMDD. */
  readonly isoDate?: string;
  readonly capabilities?: readonly string[];
};

export type PlacedPackage = {
  readonly platform: string;
  readonly arch: string;
  /** Relative to the release, as in checksums.xml. */
  readonly path: string;
  readonly header: PackageHeader;
};

const NAMESPACES = {
  'xmlns:release': 'urn:stagepost:release:0.2',
  'xmlns:UMDmeta': 'urn:stagepost:umdmeta:0.2',
  schemaVersion: '0.2',
} as const;

export function releaseXml(release: ReleaseDescription, packages: readonly PlacedPackage[]): string {
  const targets = Map.groupBy(packages, ({ platform, arch }) => `${platform}/${arch}`);
  const body = [
    ...releaseFields(release).map(([name, text]) => element(`release:${name}`, text)),
    ...[...targets.values()].flatMap((group) => targetLines(release, group)),
  ];
  return documentText(enclose('release:release', NAMESPACES, body));
}

function releaseFields(release: ReleaseDescription): readonly (readonly [string, string])[] {
  const [major = '', minor = '', revision = ''] = release.version.split('.');
  return [
    ['productName', release.product],
    ['productShortName', release.shortName],
    ['technologyProvider', release.provider],
    ['technologyProviderShortName', release.providerShortName],
    ['contact', release.contact ?? 'contact@example.org'],
    ['technicalContact', release.technicalContact ?? 'technical@example.org'],
    ['description', release.description ?? `${release.product} ${release.version}`],
    ...release.links.documentation.map((link) => ['documentationLink', link] as const),
    ['ISODate', release.isoDate ?? '20260101'],
    ['incremental', String(release.incremental)],
    ['emergency', String(release.emergency)],
    ['majorVersion', major],
    ['minorVersion', minor],
    ['revisionVersion', revision],
    ['releaseNotes', release.links.releaseNotes],
    ['changeLog', release.links.changeLog],
    ['synchProtocol', new URL(release.sourceUrl).protocol.replace(':', '')],
    ['synchURL', release.sourceUrl],
  ];
}

function targetLines(release: ReleaseDescription, group: readonly PlacedPackage[]): readonly string[] {
  const [first] = group;
  if (first === undefined) return [];
  return enclose('UMDmeta:target', {}, [
    element('UMDmeta:targetPlatform', first.platform),
    element('UMDmeta:targetArch', first.arch),
    ...(release.capabilities ?? []).map((capability) => element('UMDmeta:capability', capability)),
    ...enclose(
      'UMDmeta:packages',
      {},
      group.map((each) => packageLine(release, each)),
    ),
  ]);
}

function packageLine(release: ReleaseDescription, { path, header }: PlacedPackage): string {
  return element('UMDmeta:package', '', {
    pkgname: header.name,
    version: header.version,
    release: header.release,
    arch: header.arch,
    filename: path,
    url: new URL(encodeURI(path), withSlash(release.sourceUrl)).href,
    pkgtype: header.type,
  });
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}
