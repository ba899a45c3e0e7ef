import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlatformKey } from '../../src/domain/release.ts';
import { ecosystemsOf, osvFile, osvLine, osvRecord } from '../../src/formats/osv.ts';
import { readOsv } from '../../src/formats/osv-reader.ts';
import { advisories, anAdvisory, aPooledPackage } from '../builders/advisory.ts';

const bookworm = 'debian-12/amd64' as PlatformKey;
const voms = aPooledPackage({ epoch: '1' });
const line = (advisory = anAdvisory(), packages = [voms]) =>
  osvLine(osvRecord(advisory, { platform: bookworm, packages }));

describe('the OSV file', () => {
  test('Reading gives back what was written, whatever the texts hold.', () => {
    fc.assert(
      fc.property(fc.uniqueArray(advisories, { selector: ({ id }) => id, maxLength: 3 }), (told) => {
        const read = readOsv(osvFile(told.map((each) => line(each))));
        const fixed = [{ ecosystem: 'Debian:12', name: 'voms', version: '1:4.2.0-1' }];
        const wanted = told.map(({ id, title, text, cves }) => ({
          ...{ id, summary: title, details: text, aliases: cves, fixed },
        }));
        expect(read).toEqual({ ok: true, value: wanted });
      }),
    );
  });

  test('A record says since when and until when packages are affected, and how grave that is.', () => {
    const [record] = JSON.parse(osvFile([line()]));
    expect(record).toMatchObject({
      modified: '2026-11-20T00:00:00Z',
      published: '2026-11-20T00:00:00Z',
      severity: [{ type: 'CVSS_V3', score: expect.stringMatching(/^CVSS:3\.1/) }],
      affected: [{ ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '1:4.2.0-1' }] }] }],
      database_specific: { type: 'security', severity: 'Important' },
    });
  });

  test('An advisory of two submissions is one record, fixed by the first package that has it.', () => {
    const again = aPooledPackage({ epoch: '1', release: '2' });
    const added = aPooledPackage({ name: 'voms-doc' });
    const later = line(anAdvisory({ title: 'later' }), [again, added]);
    const read = readOsv(osvFile([line(), later]));
    expect(read.ok && read.value).toMatchObject([
      { summary: 'later', fixed: [{ version: '1:4.2.0-1' }, { name: 'voms-doc', version: '4.2.0-1' }] },
    ]);
  });

  test('A package of several architectures is affected once.', () => {
    const [record] = JSON.parse(osvFile([line(anAdvisory(), [voms, { ...voms, arch: 'x86_64' }])]));
    expect(record.affected).toHaveLength(1);
  });

  test.each([
    ['debian-12/amd64', ['Debian:12']],
    ['ubuntu-24.04/arm64', ['Ubuntu:24.04:LTS']],
    ['ubuntu-25.10/arm64', ['Ubuntu:25.10']],
    ['el9/x86_64-debug', ['AlmaLinux:9', 'Red Hat:enterprise_linux:9', 'Rocky Linux:9']],
    ['plan9/mips', ['plan9']],
  ])('%s is %j.', (platform, names) => {
    expect(ecosystemsOf(platform as PlatformKey)).toEqual(names);
  });

  test.each([
    ['no JSON', '{', 'the text is not a list in JSON'],
    ['an empty record', '[{}]', 'record 1 has no id'],
    ['a record twice', '[{"id":"a"},{"id":"a"}]', 'the record "a" stands more than once'],
    ['a package without name', '[{"id":"a","affected":[{}]}]', 'record 1 has a package without a name'],
  ])('%s is told.', (_name, text, problem) => {
    const read = readOsv(text);
    expect(read.ok ? [] : read.problems).toContain(problem);
  });
});
