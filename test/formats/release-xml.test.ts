import { describe, expect, test } from 'vitest';
import { readReleaseXml } from '../../src/formats/release-xml.ts';

const read = (text: string) => readReleaseXml(new TextEncoder().encode(text));
const rpm =
  '<UMDmeta:package pkgname="voms" version="9.10" release="007" arch="noarch" filename="voms-9.10-007.noarch.rpm" url="https://example.org/voms.rpm" pkgtype="rpm"/>';
const deb = '<package pkgname="voms" version="1e3" arch="all" filename="voms_1e3_all.deb" pkgtype="deb"/>';

const whole = `<?xml version="1.0" encoding="UTF-8"?>
<release:release xmlns:release="urn:release" xmlns:UMDmeta="urn:meta">
  <release:productName>VOMS &amp; friends</release:productName>
  <release:productShortName>emi.voms</release:productShortName>
  <release:technologyProvider>EMI</release:technologyProvider>
  <release:contact>voms@example.org</release:contact>
  <release:technicalContact></release:technicalContact>
  <release:description>
    Membership &#228;nd roles
  </release:description>
  <release:documentationLink>https://example.org/one</release:documentationLink>
  <release:documentationLink>https://example.org/two</release:documentationLink>
  <release:ISODate>20190523</release:ISODate>
  <release:incremental>Yes</release:incremental>
  <release:emergency>false</release:emergency>
  <release:majorVersion>007</release:majorVersion>
  <release:minorVersion>9.10</release:minorVersion>
  <release:revisionVersion>1e3</release:revisionVersion>
  <release:releaseNotes>https://example.org/notes</release:releaseNotes>
  <release:changeLog>https://example.org/log</release:changeLog>
  <release:synchProtocol>rsync</release:synchProtocol>
  <release:synchURL>rsync://repo.example.org/voms/</release:synchURL>
  <release:repofile><id>ignored</id></release:repofile>
  <components><component name="server"><package filename="voms-9.10-007.noarch.rpm"/></component></components>
  <UMDmeta:target>
    <UMDmeta:targetPlatform>el9</UMDmeta:targetPlatform>
    <UMDmeta:targetArch>x86_64</UMDmeta:targetArch>
    <UMDmeta:capability>security</UMDmeta:capability>
    <UMDmeta:capability>data</UMDmeta:capability>
    <UMDmeta:packages>${rpm}</UMDmeta:packages>
  </UMDmeta:target>
  <target><targetPlatform>debian-12</targetPlatform><targetArch>amd64</targetArch><packages>${deb}</packages></target>
</release:release>
`;

function problemsOf(text: string): readonly string[] {
  const result = read(text);
  return result.ok ? [] : result.problems;
}

describe('release.xml', () => {
  test('A whole file is read, and its values stay text.', () => {
    expect(read(whole)).toEqual({
      ok: true,
      value: {
        generation: '0.2',
        productName: 'VOMS & friends',
        productShortName: 'emi.voms',
        technologyProvider: 'EMI',
        technologyProviderShortName: undefined,
        contact: 'voms@example.org',
        technicalContact: undefined,
        description: 'Membership änd roles',
        documentationLinks: ['https://example.org/one', 'https://example.org/two'],
        isoDate: '20190523',
        incremental: true,
        emergency: false,
        majorVersion: '007',
        minorVersion: '9.10',
        revisionVersion: '1e3',
        releaseNotes: 'https://example.org/notes',
        changeLog: 'https://example.org/log',
        synchProtocol: 'rsync',
        synchUrl: 'rsync://repo.example.org/voms/',
        components: [{ name: 'server', filenames: ['voms-9.10-007.noarch.rpm'] }],
        targets: [
          {
            platform: 'el9',
            arch: 'x86_64',
            capabilities: ['security', 'data'],
            packages: [
              {
                name: 'voms',
                version: '9.10',
                release: '007',
                arch: 'noarch',
                filename: 'voms-9.10-007.noarch.rpm',
                url: 'https://example.org/voms.rpm',
                type: 'rpm',
              },
            ],
          },
          {
            platform: 'debian-12',
            arch: 'amd64',
            capabilities: [],
            packages: [
              {
                name: 'voms',
                version: '1e3',
                release: '',
                arch: 'all',
                filename: 'voms_1e3_all.deb',
                url: undefined,
                type: 'deb',
              },
            ],
          },
        ],
      },
    });
  });

  test('Prefixes do not matter.', () => {
    const bare = whole.replaceAll('release:', '').replaceAll('UMDmeta:', 'u:');
    expect(read(bare)).toEqual(read(whole));
  });

  test('All missing fields are told at once.', () => {
    const fields = [
      'productName',
      'productShortName',
      'technologyProvider',
      'contact',
      'description',
      'documentationLink',
      'ISODate',
      'incremental',
      'emergency',
      'majorVersion',
      'minorVersion',
      'revisionVersion',
      'releaseNotes',
      'changeLog',
      'synchProtocol',
      'synchURL',
    ];
    expect(problemsOf('<release/>')).toEqual(fields.map((field) => `line 1: release has no ${field}`));
  });

  test('Empty, doubled and unknown values are told at once, with their lines.', () => {
    const broken = whole
      .replace('>EMI<', '> <')
      .replace('>Yes<', '>perhaps<')
      .replace('>20190523<', '>20192305<')
      .replace('xmlns:UMDmeta', 'schemaVersion="0.3" xmlns:UMDmeta')
      .replace('<release:emergency>', '<release:contact>x</release:contact><release:emergency>')
      .replace('<UMDmeta:targetArch>x86_64</UMDmeta:targetArch>', '')
      .replace('pkgtype="rpm"', 'pkgtype="msi"')
      .replace('release="007"', 'release=""')
      .replace('filename="voms_1e3_all.deb"', 'filename="../voms.deb"')
      .replace('<component name="server">', '<component>')
      .replace('<package filename="voms-9.10', '<package filename="/el9/voms-9.10')
      .replace('<packages><package', `<packages>${deb}${deb}<package`);
    expect(problemsOf(broken)).toEqual([
      'line 2: schemaVersion is "0.3"; the one that is read is "0.2"',
      'line 2: technologyProvider of release is empty',
      'line 2: contact stands 2 times in release',
      'line 2: ISODate is "20192305", not a day that exists, written as YYYYMMDD',
      'line 2: incremental is "perhaps"; known: true, false, Yes, No',
      'line 24: the path "/el9/voms-9.10-007.noarch.rpm" is absolute or has an empty component',
      'line 24: component has no attribute name',
      'line 30: pkgtype is "msi"; known: rpm, deb',
      'line 30: attribute release of package is empty',
      'line 25: target has no targetArch',
      'line 32: the file "voms_1e3_all.deb" stands twice in one target',
      'line 32: the path "../voms.deb" has the component ".."; a component starts with a letter or a digit and goes on with letters, digits and . _ + ~ ^ : -',
    ]);
  });

  test('A target that stands twice and one without packages are refused.', () => {
    const target = '<target><targetPlatform>el9</targetPlatform><targetArch>x86_64</targetArch></target>';
    const text = whole.replace('<components>', `${target}<components>`);
    expect(problemsOf(text)).toEqual([
      'line 24: the target lists no package',
      'the target "el9/x86_64" stands more than once',
    ]);
  });

  test('A release without targets leaves it to the folders which file is for which platform.', () => {
    const bare = whole
      .replaceAll(/<(UMDmeta:)?target>[\s\S]*?<\/\1target>/g, '')
      .replace(/<components>.*\n/, '');
    expect(read(bare)).toMatchObject({ ok: true, value: { targets: [], components: [] } });
  });

  test.each(['20190523', '20240229', '20001231'])('The day %s is taken.', (day) => {
    expect(read(whole.replace('20190523', day))).toMatchObject({ ok: true, value: { isoDate: day } });
  });

  test.each(['20192305', '20190229', '2019-05-23', '1e7', '00000000'])('The day %s is refused.', (day) => {
    expect(problemsOf(whole.replace('20190523', day))).toEqual([
      `line 2: ISODate is "${day}", not a day that exists, written as YYYYMMDD`,
    ]);
  });

  test('A root of no generation is refused with those that are known.', () => {
    expect(problemsOf('<product/>')).toEqual([
      'line 1: the root element is "product"; known: release (schema 0.2), Release (2010 and 2011), packages (a flat list of September 2010)',
    ]);
  });

  test('The file must pass the same safety rules as every XML of strangers.', () => {
    expect(problemsOf(`<!DOCTYPE a>${whole}`)).toEqual([expect.stringContaining('<!DOCTYPE is refused')]);
  });
});
