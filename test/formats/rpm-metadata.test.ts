import { describe, expect, test } from 'vitest';
import { rpmMetadataFooter, rpmMetadataHeader, splitRpmMetadata } from '../../src/formats/rpm-metadata.ts';

const kinds = ['primary', 'filelists', 'other'] as const;
const one = '<package type="rpm">\n  <name>a</name>\n  <packager>&lt;package &gt; x</packager>\n</package>\n';

function file(packages: number | string, body: string): Buffer {
  return Buffer.from(`${rpmMetadataHeader('primary', 0).replace('"0"', `"${packages}"`)}${body}</metadata>`);
}

describe('metadata files of createrepo_c', () => {
  test('The headers are those of createrepo_c, byte for byte.', () => {
    expect(kinds.map((kind) => rpmMetadataHeader(kind, 17))).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>\n<metadata xmlns="http://linux.duke.edu/metadata/common" xmlns:rpm="http://linux.duke.edu/metadata/rpm" packages="17">\n',
      '<?xml version="1.0" encoding="UTF-8"?>\n<filelists xmlns="http://linux.duke.edu/metadata/filelists" packages="17">\n',
      '<?xml version="1.0" encoding="UTF-8"?>\n<otherdata xmlns="http://linux.duke.edu/metadata/other" packages="17">\n',
    ]);
    expect(kinds.map(rpmMetadataFooter)).toEqual(['</metadata>', '</filelists>', '</otherdata>']);
  });

  test.each(kinds)('The %s file is cut so that header, body and footer give it back.', (kind) => {
    const xml = Buffer.from(`${rpmMetadataHeader(kind, 2)}${one}${one}${rpmMetadataFooter(kind)}`);
    const { body, packages } = splitRpmMetadata(kind, xml);
    expect(packages).toBe(2);
    expect(body.toString()).toBe(one + one);
  });

  test('A file without packages has an empty body.', () => {
    expect(splitRpmMetadata('primary', file(0, ''))).toEqual({ body: Buffer.alloc(0), packages: 0 });
  });

  test('A line end after the footer is no part of the body.', () => {
    const xml = Buffer.concat([file(1, one), Buffer.from('\n')]);
    expect(splitRpmMetadata('primary', xml).body.toString()).toBe(one);
  });

  test.each([
    ['declares too few packages', file(1, one + one), 'declares packages="1" and has 2'],
    ['declares too many packages', file(3, one), 'declares packages="3" and has 1'],
    ['declares no number', file('many', one), 'starts otherwise'],
    [
      'is of another kind',
      Buffer.from(`${rpmMetadataHeader('other', 1)}${one}</otherdata>`),
      'starts otherwise',
    ],
    ['is cut off', file(1, one).subarray(0, -3), 'does not end with </metadata>'],
    [
      'is nothing but a header',
      Buffer.from(rpmMetadataHeader('primary', 0)),
      'does not end with </metadata>',
    ],
    ['hides a package in a comment', file(1, `<!--\n${one}-->\n`), 'a comment, a CDATA section'],
    ['ends inside a package', file(1, one.slice(0, -11)), 'other than whole package elements'],
    ['has text before the first package', file(1, `x\n${one}`), 'other than whole package elements'],
    ['has text after the last package', file(1, `${one}x\n`), 'other than whole package elements'],
    [
      'has one end for two packages',
      file(2, `<package type="rpm">\n${one}`),
      'other than whole package elements',
    ],
    ['has a second footer', file(2, `${one}</metadata>\n${one}`), 'other than whole package elements'],
    ['has two packages in one line', file(2, one.trimEnd() + one), 'inside a line'],
  ])('A file that %s is refused.', (_fault, xml, message) => {
    expect(() => splitRpmMetadata('primary', xml)).toThrow(message);
  });
});
