import { describe, expect, test } from 'vitest';
import { rpmRelations } from '../../src/formats/rpm-relations.ts';

const sha256 = 'ab'.repeat(32);

function primary(format: string): string {
  return `<package type="rpm">
  <name>voms</name>
  <checksum type="sha256" pkgid="YES">${sha256}</checksum>
  <summary>requires &lt;rpm:requires&gt;</summary>
  <format>
    <rpm:license>x</rpm:license>
${format}
    <file>/usr/bin/a&amp;b</file>
    <file type="dir">/etc/voms</file>
  </format>
</package>
`;
}

const empty = { provides: [], requires: [], conflicts: [], obsoletes: [], recommends: [] };

describe('Relations in primary.xml', () => {
  test('are read in the notation of rpm, each list by itself, and files with them.', () => {
    const text = primary(`    <rpm:requires>
      <rpm:entry name="a" flags="GE" epoch="1" ver="2.0" rel="3.el9" pre="1"/>
      <rpm:entry name="b" flags="LT" epoch="0" ver="2"/>
      <rpm:entry name="(c &gt;= 1 if d)"/>
    </rpm:requires>
    <rpm:obsoletes>
      <rpm:entry name="old" flags="LE" epoch="0" ver="1"/>
    </rpm:obsoletes>`);
    expect([...rpmRelations(text)]).toEqual([
      [
        sha256,
        {
          ...empty,
          requires: ['a >= 1:2.0-3.el9', 'b < 2', '(c >= 1 if d)'],
          obsoletes: ['old <= 1'],
          files: ['/usr/bin/a&b', '/etc/voms'],
        },
      ],
    ]);
  });

  test('may be none, and there may be many packages.', () => {
    const other = primary('').replace(sha256, 'cd'.repeat(32));
    expect([...rpmRelations(primary('') + other).keys()]).toEqual([sha256, 'cd'.repeat(32)]);
    expect(rpmRelations('').size).toBe(0);
    expect(rpmRelations(primary('')).get(sha256)).toMatchObject(empty);
  });

  test.each([
    ['<rpm:entry flags="EQ" name="a" ver="1"/>'],
    ['<rpm:entry name="a" flags="EQ" ver="1"></rpm:entry>'],
    ['<rpm:entry name="a"/><rpm:other/><rpm:entry name="b"/>'],
  ])('are not known in another form than that of createrepo_c, and others are: %s', (entry) => {
    const text = primary(`    <rpm:conflicts>${entry}</rpm:conflicts>`);
    const other = primary('').replace(sha256, 'cd'.repeat(32));
    expect([...rpmRelations(text + other).keys()]).toEqual(['cd'.repeat(32)]);
  });
});
