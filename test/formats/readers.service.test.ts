import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { joinSegments, makeSegment } from '../../src/formats/gzip-segments.ts';
import { checkPackagesBody } from '../../src/formats/packages-index.ts';
import { readPrimary } from '../../src/formats/primary-reader.ts';
import { readRepomd, writeRepomd } from '../../src/formats/repomd.ts';
import { rpmMetadataFooter, rpmMetadataHeader, splitRpmMetadata } from '../../src/formats/rpm-metadata.ts';
import { makeStoredSegment } from '../../src/formats/stored-segment.ts';

let folder: string;
const at = (...names: readonly string[]) => join(folder, ...names);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagepost-formats-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(program: string, args: readonly string[], cwd = folder): Buffer {
  return execFileSync(program, args, { cwd, maxBuffer: 2 ** 26, stdio: ['ignore', 'pipe', 'pipe'] });
}

const objectReader = `
import sys, zlib
reader = zlib.decompressobj(31)
text = reader.decompress(open(sys.argv[1], 'rb').read())
assert reader.eof and reader.unused_data == b''
sys.stdout.buffer.write(text)`;
const moduleReader = 'import gzip, sys; sys.stdout.buffer.write(gzip.open(sys.argv[1]).read())';
const perlReader =
  'use IO::Uncompress::Gunzip qw(gunzip $GunzipError); binmode STDOUT; gunzip($ARGV[0] => \\*STDOUT) or die $GunzipError';

const readers: readonly (readonly [name: string, read: (file: string) => Buffer])[] = [
  ['zcat', (file) => run('zcat', ['--', file])],
  ['gzip of Python', (file) => run('python3', ['-c', moduleReader, file])],
  ['zlib.decompressobj of Python', (file) => run('python3', ['-c', objectReader, file])],
  ['IO::Uncompress::Gunzip of Perl with its defaults', (file) => run('perl', ['-e', perlReader, file])],
  ['gunzipSync of Node', (file) => gunzipSync(readFileSync(file))],
];

describe('one gzip member of joined segments', () => {
  const line = (release: number) => `<package name="p${release}"/>\n`.repeat(20 + release * 37);
  const raws = [
    Buffer.from('header\n'),
    ...Array.from({ length: 25 }, (_none, n) => Buffer.from(line(n))),
    Buffer.from('footer'),
  ];
  const segments = raws.map((raw, n) =>
    n === 0 || n === raws.length - 1 ? makeStoredSegment(raw) : makeSegment(raw),
  );

  test.each(readers)('%s reads it whole.', (_name, read) => {
    writeFileSync(at('joined.gz'), joinSegments(segments));
    expect(read(at('joined.gz')).equals(Buffer.concat(raws))).toBe(true);
  });

  test.each(readers)('%s reads the member of no segment as nothing.', (_name, read) => {
    writeFileSync(at('empty.gz'), joinSegments([]));
    expect(read(at('empty.gz'))).toHaveLength(0);
  });
});

const spec = `Name: odd-text
Epoch: 2
Version: 1.0~rc1
Release: 1
Summary: <package type="x"> & "quotes"
License: X
BuildArch: noarch
%description
]]> </package> <package > & text
%files
%changelog
* Sun Nov 22 2026 A <a@example.org> - 1
- says <package pkgid="..."> here
`;

describe('what createrepo_c really writes', () => {
  const kinds = ['primary', 'filelists', 'other'] as const;

  beforeAll(() => {
    writeFileSync(at('odd.spec'), spec);
    run('rpmbuild', ['--define', `_topdir ${at('build')}`, '-bb', at('odd.spec')]);
    mkdirSync(at('none'));
    for (const [source, target] of [
      ['build/RPMS', 'one-out'],
      ['none', 'none-out'],
    ] as const) {
      mkdirSync(at(target));
      run('createrepo_c', [
        '--quiet',
        '--no-database',
        '--simple-md-filenames',
        '--outputdir',
        at(target),
        '--',
        at(source),
      ]);
    }
  });

  test.each(kinds)(
    'The %s file splits and joins into the same bytes, with a package and without.',
    (kind) => {
      for (const [target, count] of [
        ['one-out', 1],
        ['none-out', 0],
      ] as const) {
        const xml = gunzipSync(readFileSync(at(target, 'repodata', `${kind}.xml.gz`)));
        const { body, packages } = splitRpmMetadata(kind, xml);
        expect(packages).toBe(count);
        expect(rpmMetadataHeader(kind, packages) + body.toString() + rpmMetadataFooter(kind)).toBe(
          xml.toString(),
        );
      }
    },
  );

  test('The package is read from its primary file.', () => {
    const xml = gunzipSync(readFileSync(at('one-out', 'repodata', 'primary.xml.gz'))).toString();
    expect(readPrimary(xml)).toMatchObject({
      ok: true,
      value: [
        {
          name: 'odd-text',
          epoch: '2',
          version: '1.0~rc1',
          location: 'noarch/odd-text-1.0~rc1-1.noarch.rpm',
        },
      ],
    });
  });

  test('Its repomd.xml reads and writes into the same bytes.', () => {
    const xml = readFileSync(at('one-out', 'repodata', 'repomd.xml'), 'utf8');
    const repomd = readRepomd(xml);
    expect(repomd.ok && writeRepomd(repomd.value)).toBe(xml);
  });
});

describe('what apt-ftparchive really writes', () => {
  test('A package with a long description is read from its Packages text.', () => {
    mkdirSync(at('deb', 'tree', 'DEBIAN'), { recursive: true });
    const control = `Package: odd-text
Version: 2:1.0~rc1-1
Architecture: all
Maintainer: A <a@example.org>
Description: says: more
 <b>several</b> lines
 .
 and: an end
`;
    writeFileSync(at('deb', 'tree', 'DEBIAN', 'control'), control);
    mkdirSync(at('deb', 'pool'));
    run('dpkg-deb', ['--root-owner-group', '--build', at('deb', 'tree'), at('deb', 'pool')]);
    const only = ['--md5=false', '--sha1=false', '--sha512=false'];
    const text = run('apt-ftparchive', [...only, 'packages', 'pool'], at('deb')).toString();
    expect(checkPackagesBody(text + text)).toMatchObject({
      ok: true,
      value: [
        { package: 'odd-text', version: '2:1.0~rc1-1', filename: expect.stringMatching(/^pool\/odd-text_/) },
        { package: 'odd-text' },
      ],
    });
  });
});
