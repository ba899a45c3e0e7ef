import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  referencesOf,
  updateElement,
  updateinfoFooter,
  updateinfoHeader,
} from '../../src/formats/updateinfo.ts';
import { readUpdateinfo } from '../../src/formats/updateinfo-reader.ts';
import { advisories, anAdvisory, aPooledPackage } from '../builders/advisory.ts';

const whole = (...elements: readonly string[]) =>
  `${updateinfoHeader}${elements.join('')}${updateinfoFooter}`;

describe('updateinfo.xml', () => {
  test('Reading gives back what was written, whatever the texts hold.', () => {
    fc.assert(
      fc.property(
        fc.array(advisories, { maxLength: 3 }),
        fc.string({ unit: 'grapheme-ascii' }),
        (told, name) => {
          const packages = [aPooledPackage({ name, epoch: '2' }), aPooledPackage({ name: 'voms-doc' })];
          const written = told.map((each) => updateElement(each, { collection: 'voms <4.2.0>', packages }));
          const read = readUpdateinfo(whole(...written));
          const wanted = told.map((each) => ({
            id: each.id,
            type: each.type,
            title: each.title,
            severity: each.severity ?? '',
            issued: '2026-11-20 00:00:00',
            description: each.text,
            references: referencesOf(each),
            packages: packages.map(({ size: _size, ...facts }) => facts),
          }));
          expect(read).toEqual({ ok: true, value: wanted });
        },
      ),
    );
  });

  test('What XML cannot hold is never written.', () => {
    for (const text of ['\u0000', '\u001b[31m', '\ufffe', '\ud800'])
      expect(() => updateElement(anAdvisory({ text }), { collection: 'x', packages: [] })).toThrow(
        /XML cannot hold/,
      );
  });

  test('Each vulnerability has a reference by which clients find it.', () => {
    const [first] = referencesOf(anAdvisory());
    expect(first).toEqual({
      type: 'cve',
      id: 'CVE-2026-1234',
      href: 'https://www.cve.org/CVERecord?id=CVE-2026-1234',
    });
  });

  test.each([
    ['another root', '<update/>', 'the root element is "update", not updates'],
    ['an update that names nothing', '<updates><update/></updates>', 'update 1 has no id'],
    [
      'an update without packages',
      '<updates><update><id>a</id></update></updates>',
      'the update "a" has no packages',
    ],
    ['something else than XML', '<updates>', "Unclosed tag 'updates'"],
  ])('%s is told.', (_name, xml, problem) => {
    const read = readUpdateinfo(xml);
    expect(read.ok ? [] : read.problems.join('\n')).toContain(problem);
  });
});
