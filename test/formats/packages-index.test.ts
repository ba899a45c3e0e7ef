import { describe, expect, test } from 'vitest';
import { fieldValue } from '../../src/formats/deb822.ts';
import { checkPackagesBody } from '../../src/formats/packages-index.ts';

const stanza = `Package: voms-clients
Architecture: amd64
Version: 2:4.2.0~rc1-1
Depends: libc6 (>= 2.36)
Filename: pool/umd-5/voms-4.2.0/voms-clients_4.2.0~rc1-1_amd64.deb
Size: 3786
SHA256: ${'d'.repeat(64)}
Description: clients
 of several lines
 .
 and more

`;

describe('the text of a Packages file', () => {
  test('Each stanza is read with what an index needs, and all its fields.', () => {
    const result = checkPackagesBody(stanza + stanza.replaceAll('voms-clients', 'voms-api'));
    expect(result).toMatchObject({
      ok: true,
      value: [
        {
          package: 'voms-clients',
          version: '2:4.2.0~rc1-1',
          architecture: 'amd64',
          filename: 'pool/umd-5/voms-4.2.0/voms-clients_4.2.0~rc1-1_amd64.deb',
          size: 3786,
          sha256: 'd'.repeat(64),
        },
        { package: 'voms-api' },
      ],
    });
    expect(result.ok && result.value[0] && fieldValue(result.value[0].fields, 'depends')).toBe(
      'libc6 (>= 2.36)',
    );
  });

  test('A release without Debian packages has an empty text.', () => {
    expect(checkPackagesBody('')).toEqual({ ok: true, value: [] });
  });

  test.each(['Package', 'Version', 'Architecture', 'Filename', 'Size', 'SHA256'])(
    'A stanza without %s is refused.',
    (name) => {
      const without = stanza.replace(new RegExp(`^${name}:.*\n`, 'm'), '');
      const who = name === 'Package' ? 'stanza 1' : 'stanza 1 (voms-clients)';
      expect(checkPackagesBody(without)).toEqual({
        ok: false,
        problems: [`${who}: the field ${name} is missing or empty`],
      });
    },
  );

  test('Every fault of every stanza is told at once.', () => {
    const second = stanza.replace('3786', '03786').replace('pool/', 'pool/../').replace('2:4.2.0', '2 4.2.0');
    expect(checkPackagesBody(stanza.replace('d'.repeat(64), 'D'.repeat(64)) + second.trimEnd())).toEqual({
      ok: false,
      problems: [
        'the text does not end with an empty line',
        `stanza 1 (voms-clients): SHA256 is "${'D'.repeat(64)}", not 64 lower-case hexadecimal digits`,
        'stanza 2 (voms-clients): the field Version is "2 4.2.0~rc1-1", with blanks in it',
        'stanza 2 (voms-clients): the size "03786" is not a number of bytes',
        expect.stringContaining('stanza 2 (voms-clients): the path "pool/../umd-5/voms-4.2.0/'),
      ],
    });
  });

  test('A field that stands twice, and a control character, are told with their lines.', () => {
    const twice = stanza.replace('Depends:', 'Size: 1\nDepends:').replace('several', 'sever\u001bal');
    expect(checkPackagesBody(twice)).toEqual({
      ok: false,
      problems: [
        'line 7: the field Size stands twice in one stanza',
        'line 10: a control character or broken text',
      ],
    });
  });

  test('A text that would join the stanza before it is refused.', () => {
    expect(checkPackagesBody(`\n${stanza}`)).toMatchObject({ ok: false });
  });
});
