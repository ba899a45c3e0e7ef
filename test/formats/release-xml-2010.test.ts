import { describe, expect, test } from 'vitest';
import { readReleaseXml } from '../../src/formats/release-xml.ts';

const read = (text: string) => readReleaseXml(new TextEncoder().encode(text));

function problemsOf(text: string): readonly string[] {
  const result = read(text);
  return result.ok ? [] : result.problems;
}

const flat = `<packages>
  <package><name>voms-admin</name><type>Virtual</type></package>
  <package><name>voms-server</name><version>9.10</version><supportedPlatforms>el9</supportedPlatforms></package>
</packages>
`;

const september = `<?xml version="1.0"?>
<Release>
  <Name>VOMS</Name>
  <SoftwareProvider>Example Provider</SoftwareProvider>
  <SoftwareComponent>Security</SoftwareComponent>
  <Contact>voms@example.org</Contact>
  <Date>20192305</Date>
  <Version>9.10</Version>
  <Package><Name>voms-admin</Name><Type>Virtual</Type></Package>
  <Package><Name>voms-server</Name><Version>007</Version><Architecture>noarch</Architecture></Package>
</Release>
`;

const october = `<Release>
  <DistributionName>Example Middleware</DistributionName>
  <DistributionShortName>emi.voms</DistributionShortName>
  <TechnologyProvider>Example Provider</TechnologyProvider>
  <Name>voms</Name>
  <ISODate>20101031</ISODate>
  <MajorVersion>4</MajorVersion>
  <MinorVersion>2</MinorVersion>
  <RevisionVersion>0</RevisionVersion>
  <Repositories>
    <Repository><Identifier>base</Identifier><Name>Base</Name><Type>yum</Type><RelativePath>./el9/x86_64/</RelativePath></Repository>
  </Repositories>
  <Repofiles><Repofile><Filename>voms.repo</Filename><Relativepath>.</Relativepath></Repofile></Repofiles>
  <Packages><Package><Name>voms-server</Name><Version>4.2.0-1</Version></Package></Packages>
</Release>
`;

describe('The older forms of release.xml', () => {
  test('A flat list of September 2010 names packages and nothing else.', () => {
    const value = {
      generation: '2010-09',
      packages: [
        { name: 'voms-admin', version: undefined, line: 2 },
        { name: 'voms-server', version: '9.10', line: 3 },
      ],
    };
    expect(read(flat)).toEqual({ ok: true, value });
    const capitals = flat.replaceAll(
      /<(\/?)(\w)/g,
      (_all, slash, letter) => `<${slash}${letter.toUpperCase()}`,
    );
    expect(read(capitals)).toEqual({ ok: true, value });
  });

  test('A Release of September 2010 has one version, and its values stay text.', () => {
    expect(read(september)).toEqual({
      ok: true,
      value: {
        generation: '2010-09',
        name: 'VOMS',
        version: '9.10',
        packages: [
          { name: 'voms-admin', version: undefined, line: 9 },
          { name: 'voms-server', version: '007', line: 10 },
        ],
      },
    });
  });

  test('A Release of October 2010 and later has three numbers.', () => {
    expect(read(october)).toEqual({
      ok: true,
      value: {
        generation: '2010-10',
        name: 'voms',
        shortName: 'emi.voms',
        version: '4.2.0',
        isoDate: '20101031',
        packages: [{ name: 'voms-server', version: '4.2.0-1', line: 14 }],
      },
    });
  });

  test.each([
    ['numbers stay as they are written', '>4</Maj', '>007</Maj', '007.2.0'],
    ['a number that looks like a version stays', '>2</Min', '>9.10</Min', '4.9.10.0'],
  ])('In October 2010 %s.', (_what, from, to, version) => {
    expect(read(october.replace(from, to))).toMatchObject({ ok: true, value: { version } });
  });

  test('Everything that is missing or contradicts itself is told at once, with its line.', () => {
    const broken = october
      .replace(/ *<DistributionShortName>.*\n/, '')
      .replace('>20101031<', '>20192305<')
      .replace('./el9/x86_64/', '../../etc/')
      .replace('<Relativepath>.<', '<Relativepath>/etc/yum.repos.d<')
      .replace('<Name>voms</Name>', '<Version>4.20</Version>')
      .replace('<Version>4.2.0-1</Version>', '');
    const [version, path, absolute, shortName, date, noVersion, ...more] = problemsOf(broken);
    expect(more).toEqual([]);
    expect(version).toBe('line 1: Version is "4.20", and the three numbers make "4.2.0"');
    expect(path).toMatch(/^line 10: RelativePath: the path "\.\.\/\.\.\/etc" has the component "\.\."/);
    expect(absolute).toMatch(/^line 12: Relativepath: the path "\/etc\/yum.repos.d" is absolute/);
    expect(shortName).toBe('line 1: Release has no DistributionShortName');
    expect(date).toContain('ISODate is "20192305", not a day that exists');
    expect(noVersion).toBe('line 13: Package has no Version');
    expect(problemsOf('<Release/>')).toEqual([
      'line 1: Release has no Name',
      'line 1: Release has no Version',
    ]);
    expect(problemsOf('<packages/>')).toEqual(['line 1: the list names no package']);
  });

  test.each([
    [
      'an unclosed element',
      '<Release>\n  <Name>voms\n</Release>\n',
      'line 3, column 1: Expected closing tag',
    ],
    [
      'a misspelt end',
      '<Release>\n  <Name>voms</Name>\n  <Keywords>a</Keyword>\n</Release>\n',
      'line 3, column 14: Expected closing tag',
    ],
    ['no end at all', '<Release>\n  <Name>voms</Name>\n', 'line 1, column 1: '],
  ])('A document with %s is refused with line and column.', (_what, text, start) => {
    const [problem = '', ...more] = problemsOf(text);
    expect(more).toEqual([]);
    expect(problem.slice(0, start.length)).toBe(start);
  });
});
