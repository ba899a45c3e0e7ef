import { describe, expect, test } from 'vitest';
import type { ReleaseXml } from '../../src/formats/release-xml.ts';
import { readReleaseXml } from '../../src/formats/release-xml.ts';
import { describeSubmission } from '../../src/intake/describe-submission.ts';

const sha256 = 'a'.repeat(64);
const file = (path: string) => ({ path, size: 1, sha256 });

/** What is made of this release.xml, with these files beside it. */
function described(xml: string | null, ...paths: readonly string[]) {
  return describeSubmission({ described: xml === null ? null : read(xml), manifest: paths.map(file) });
}

function read(xml: string): ReleaseXml {
  const release = readReleaseXml(Buffer.from(xml));
  if (!release.ok) throw new Error(release.problems.join('\n'));
  return release.value;
}

function current(more: string): string {
  return `<release schemaVersion="0.2"><productName>voms</productName><productShortName>emi.voms</productShortName>
<technologyProvider>EMI</technologyProvider><contact>c</contact><description>d</description>
<documentationLink>https://x/1</documentationLink><documentationLink>https://x/2</documentationLink>
<ISODate>20261101</ISODate><incremental>yes</incremental><emergency>true</emergency>
<majorVersion>4</majorVersion><minorVersion>2</minorVersion><revisionVersion>10</revisionVersion>
<releaseNotes>https://x/n</releaseNotes><changeLog>https://x/c</changeLog>
<synchProtocol>rsync</synchProtocol><synchURL>rsync://x/</synchURL>${more}</release>`;
}

const target = `<target><targetPlatform>el9</targetPlatform><targetArch>x86_64</targetArch><packages>
<package pkgname="voms-server" version="4.2.10" release="1" arch="x86_64" filename="p/voms-server.rpm" pkgtype="rpm"/>
</packages></target>`;
const components = `<components><component name="server"><package filename="p/voms-server.rpm"/></component>
<component name="gone"><package filename="p/other.rpm"/></component></components>`;

describe('What is taken of a release.xml', () => {
  test('is everything that a release file can say, with the targets as platforms.', () => {
    expect(described(current(target + components), 'p/voms-server.rpm')).toEqual({
      product: 'voms',
      shortName: 'emi.voms',
      version: '4.2.10',
      type: 'Incremental',
      emergency: true,
      platforms: ['el9/x86_64'],
      components: [{ name: 'server', packages: ['voms-server'] }],
      releaseNotes: 'https://x/n',
      changeLog: 'https://x/c',
      documentation: ['https://x/1', 'https://x/2'],
    });
  });

  test('without targets is completed by the folders of packages, one for each architecture that is named.', () => {
    const paths = [
      'el9/x86_64/a.rpm',
      'el9/noarch/b.rpm',
      'el9/SRPMS/a.src.rpm',
      'debian-12/amd64/a.deb',
      'docs/x/y.html',
    ];
    expect(described(current(''), ...paths, 'top.rpm').platforms).toEqual(['debian-12/amd64', 'el9/x86_64']);
  });

  test.each([
    ['4.2', '4.2.0'],
    ['4', '4.0.0'],
    ['4.2.1', '4.2.1'],
    ['four', 'four'],
  ])('of 2010 makes the version %s to %s.', (short, version) => {
    const xml = `<Release><Name>VOMS</Name><Version>${short}</Version><Package><Name>voms</Name><Version>1</Version></Package></Release>`;
    expect(described(xml)).toMatchObject({ product: 'VOMS', version, platforms: [] });
  });

  test('is nothing but platforms where there is none.', () => {
    expect(described(null, 'el9/x86_64/a.rpm')).toEqual({
      emergency: false,
      platforms: ['el9/x86_64'],
      components: [],
      documentation: [],
    });
  });
});
