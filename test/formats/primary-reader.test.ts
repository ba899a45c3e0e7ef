import { describe, expect, test } from 'vitest';
import { readPrimary } from '../../src/formats/primary-reader.ts';
import { rpmMetadataFooter, rpmMetadataHeader } from '../../src/formats/rpm-metadata.ts';

function packageXml(name: string, change: (xml: string) => string = (xml) => xml): string {
  return change(`<package type="rpm">
  <name>${name}</name>
  <arch>x86_64</arch>
  <version epoch="1" ver="4.2.0~rc1" rel="1.el9"/>
  <checksum type="sha256" pkgid="YES">${'c'.repeat(64)}</checksum>
  <summary>&lt;package type="x"&gt; &amp; &#228;</summary>
  <size package="8934" installed="1000" archive="5624"/>
  <location href="pkgs/umd-5/voms-4.2.0+2/${name}-4.2.0~rc1-1.el9.x86_64.rpm"/>
  <format>
    <rpm:provides><rpm:entry name="${name}(x86-64)"/></rpm:provides>
    <file>/usr/bin/a &amp; b</file>
  </format>
</package>
`);
}

function primary(bodies: readonly string[], declared = bodies.length): string {
  return rpmMetadataHeader('primary', declared) + bodies.join('') + rpmMetadataFooter('primary');
}

describe('primary.xml', () => {
  test('Every package is read with its identity, digest, size and place.', () => {
    expect(readPrimary(primary([packageXml('voms')]))).toEqual({
      ok: true,
      value: [
        {
          name: 'voms',
          epoch: '1',
          version: '4.2.0~rc1',
          release: '1.el9',
          arch: 'x86_64',
          sha256: 'c'.repeat(64),
          location: 'pkgs/umd-5/voms-4.2.0+2/voms-4.2.0~rc1-1.el9.x86_64.rpm',
          size: 8934,
        },
      ],
    });
  });

  test('Values stay text and entities are read.', () => {
    const result = readPrimary(
      primary([
        packageXml('a&amp;b', (xml) =>
          xml.replace(/href="[^"]*"/, 'href="a.rpm"').replace('4.2.0~rc1', '007'),
        ),
      ]),
    );
    expect(result).toMatchObject({ ok: true, value: [{ name: 'a&b', version: '007' }] });
  });

  test('Many packages with many entities are read whole.', () => {
    const bodies = Array.from({ length: 2000 }, (_none, at) => packageXml(`p${at}`));
    const result = readPrimary(primary(bodies));
    expect(result.ok && result.value.map(({ name }) => name).join()).toBe(
      bodies.map((_body, at) => `p${at}`).join(),
    );
  });

  test('A repository without packages is read.', () => {
    expect(readPrimary(primary([]))).toEqual({ ok: true, value: [] });
  });

  test('A wrong number of packages is told.', () => {
    expect(readPrimary(primary([packageXml('a')], 2))).toEqual({
      ok: false,
      problems: ['line 2: packages="2" is declared and 1 are there'],
    });
  });

  test('Every problem of every package is told at once.', () => {
    const nameless = packageXml('', (xml) => xml.replace('"1.el9"', '""').replace('epoch="1"', 'epoch="x"'));
    const misplaced = packageXml('b', (xml) =>
      xml
        .replace('type="sha256"', 'type="sha"')
        .replace('href="pkgs', 'href="..')
        .replace('package="8934"', ''),
    );
    expect(readPrimary(primary([nameless, misplaced]))).toEqual({
      ok: false,
      problems: [
        'line 3: a package has no name',
        'line 3: a package has no release',
        'line 3: the package "" has the epoch "x", not a number',
        expect.stringMatching(/^line 3: the path ".*" has the component "-4.2.0~rc1-1.el9.x86_64.rpm"/),
        'line 16: the package "b" has no SHA-256 digest of 64 lower-case hexadecimal digits',
        'line 16: the package "b" has no size in bytes',
        expect.stringMatching(/^line 16: the path ".*" has the component ".."/),
      ],
    });
  });

  test('A file of another kind is refused.', () => {
    expect(readPrimary('<filelists packages="0"/>')).toEqual({
      ok: false,
      problems: ['line 1: the root element is "filelists", not metadata'],
    });
  });

  test('A file that is cut off is refused.', () => {
    expect(readPrimary(primary([packageXml('a')]).slice(0, -20)).ok).toBe(false);
  });
});
