import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { startRsyncDaemon } from '../../scripts/provider/rsync-daemon.ts';
import { writeRelease } from '../../scripts/provider/write-release.ts';
import type { Sha256 } from '../../src/domain/digest.ts';
import type { Failure } from '../../src/domain/failure.ts';
import type { SegmentName } from '../../src/domain/member.ts';
import type { PlatformKey } from '../../src/domain/release.ts';
import { inflateSegment } from '../../src/formats/gzip-segments.ts';
import { takeIn } from '../../src/intake/take-in.ts';
import { failureIn } from '../adapters/failure-code.ts';
import { temporaryFolder } from '../adapters/temporary-folder.ts';
import { realDeps } from '../intake/real-provider.ts';
import { description, fetchAction, pin } from '../intake/sample-release.ts';
import { buildMarkupRpm, buildOddDeb, withBytesInHeader } from './hostile-packages.ts';

const path = temporaryFolder();

/** Offers one package by a real daemon, and takes the release in. */
async function offered<T>(
  file: string,
  use: (intake: () => ReturnType<typeof takeIn>, deps: ReturnType<typeof realDeps>) => Promise<T>,
): Promise<T> {
  const isRpm = file.endsWith('.rpm');
  const [platform, arch] = isRpm ? (['el9', 'x86_64'] as const) : (['debian-12', 'amd64'] as const);
  const dir = path('module/voms');
  await mkdir(path('module'), { recursive: true });
  const sound = isRpm
    ? await buildMarkupRpm(path('sound'))
    : await buildOddDeb(path('sound'), 'Description: a\n');
  await writeRelease({ dir, release: description, packages: [{ platform, arch, file: sound }] });
  await copyFile(file, join(dir, platform, arch, basename(file)));
  const daemon = await startRsyncDaemon({ dir: path('rsyncd'), modules: { m: path('module') } });
  const url = `${daemon.url('m')}voms/`;
  const base = fetchAction(await pin(dir), {
    platforms: [{ key: `${platform}/${arch}` as PlatformKey, format: isRpm ? 'yum' : 'apt' }],
    agreed: { hosts: [new URL(url).host], networks: [] },
  });
  const action = { ...base, source: { ...base.source, url } };
  const deps = realDeps(path('state'));
  try {
    return await use(() => takeIn(deps, action, new Map()), deps);
  } finally {
    await daemon.stop();
  }
}

async function refusalOf(file: string): Promise<Failure> {
  return offered(file, async (intake) => {
    const failure = await failureIn(intake());
    expect(await readdir(path('state/scratch'))).toEqual([]);
    expect(await readdir(path('state/pool')).catch(() => [])).toEqual([]);
    return failure;
  });
}

/** The text of one metadata file of the pool's only member. */
function segmentsOf(file: string): Promise<ReadonlyMap<SegmentName, string>> {
  return offered(file, async (intake, deps) => {
    await intake();
    const pooled = await deps.pool.describe(fetchAction('' as Sha256).release);
    const [member] = pooled?.members ?? [];
    if (member === undefined) throw new Error('nothing is in the pool');
    const manifest = await deps.pool.manifest(member);
    const texts = new Map<SegmentName, string>();
    for (const segment of manifest.segments) {
      const bytes = await deps.pool.segment(manifest, segment);
      texts.set(segment.name, Buffer.from(inflateSegment({ ...segment, bytes })).toString('utf8'));
    }
    return texts;
  });
}

// Another parser than ours and than the one that wrote it.
const readXml = `
import sys, json, xml.etree.ElementTree as E
C='{c}'; R='{r}'
root = E.fromstring('<x xmlns="c" xmlns:rpm="r">' + sys.stdin.read() + '</x>')
def text(name): return [e.text for e in root.iter(name)]
print(json.dumps({
  'packages': len(list(root)),
  'summary': text(C+'summary'), 'description': text(C+'description'), 'packager': text(C+'packager'),
  'url': text(C+'url'), 'license': text(R+'license'), 'vendor': text(R+'vendor'), 'group': text(R+'group'),
  'names': sorted(e.get('name') for e in root.iter(R+'entry')),
  'files': sorted(text(C+'file')), 'changes': text(C+'changelog'),
  'authors': [e.get('author') for e in root.iter(C+'changelog')],
}))
`;

function parsed(xml = ''): Record<string, unknown> {
  return JSON.parse(execFileSync('python3', ['-c', readXml], { input: xml, encoding: 'utf8' }));
}

const end = '-the-end-of-it-';

function tag(file: string, format: string): readonly string[] {
  const args = ['--query', '--package', '--nosignature', '--queryformat', format, '--', file];
  return execFileSync('rpm', args, { encoding: 'utf8' }).split(end).slice(0, -1);
}

test('Markup in every text of an RPM comes out of the metadata as it was put in, in one package.', async () => {
  const file = await buildMarkupRpm(path());
  const of = (name: string) => tag(file, `%{${name}}${end}`);
  const texts = await segmentsOf(file);
  expect(parsed(texts.get('primary'))).toMatchObject({
    packages: 1,
    summary: of('SUMMARY'),
    description: of('DESCRIPTION'),
    packager: of('PACKAGER'),
    url: of('URL'),
    license: of('LICENSE'),
    vendor: of('VENDOR'),
    group: of('GROUP'),
    names: expect.arrayContaining([`evil(<a&b>"')`, `need(<a&b>"')`]),
  });
  const files = tag(file, `[%{FILENAMES}${end}]`);
  expect(files).toContain('/usr/share/v/a<b>&c');
  expect(parsed(texts.get('filelists'))).toMatchObject({ packages: 1, files: [...files].sort() });
  expect(parsed(texts.get('other'))).toMatchObject({
    packages: 1,
    changes: of('CHANGELOGTEXT'),
    authors: of('CHANGELOGNAME'),
  });
});

test.each([
  ['an escape sequence', Buffer.from('a\u001b[31mred')],
  ['a line feed', Buffer.from('two\nlines')],
  ['a byte that is no text', Buffer.from([0x61, 0xff, 0xfe])],
])('An RPM with a file name with %s is refused, and the file is named.', async (_what, bytes) => {
  const file = await buildMarkupRpm(path());
  await withBytesInHeader(file, bytes);
  const failure = await refusalOf(file);
  expect(failure).toMatchObject({ code: 'content-refused', treatment: 'retry' });
  expect(failure.details.join('\n')).toMatch(/^voms-4\.2\.0-1\.noarch\.rpm: /m);
});

test.each([
  ['an escape sequence', Buffer.from('Description: a \u001b[31m red\n')],
  ['bytes that are no text', Buffer.from('Description: a \xff\xfe\n', 'latin1')],
  ['a carriage return inside a line', Buffer.from('Description: a\rSize: 1\n')],
  ['a second stanza', Buffer.from('Description: a\n\nPackage: evil\nVersion: 1\nArchitecture: all\n')],
  ['a field that stands twice', Buffer.from('Description: a\nPackage: evil\n')],
])('A DEB whose control file has %s is refused, and the file is named.', async (_what, lines) => {
  const failure = await refusalOf(await buildOddDeb(path(), lines));
  expect(failure).toMatchObject({ code: 'content-refused', treatment: 'retry' });
  expect(failure.details.join('\n')).toMatch(/^voms_4\.2\.0-1_all\.deb: /m);
});

test('Markup in a DEB, and fields that only an index may have, come out as one stanza with the true values.', async () => {
  const lies = 'Description: <b>&amp;\n .\n more\nFilename: ../../etc/passwd\nSize: 1\nSHA256: 00\n';
  const file = await buildOddDeb(path(), lies);
  const text = (await segmentsOf(file)).get('packages') ?? '';
  const fields = (name: string) =>
    [...text.matchAll(new RegExp(`^${name}: (.*)$`, 'gm'))].map(([, value]) => value);
  expect(fields('Filename')).toEqual([
    expect.stringMatching(/^pool\/umd-5\/voms-4\.2\.0\/voms_4\.2\.0-1_all\.deb$/),
  ]);
  expect(fields('SHA256')).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
  expect(text).toContain('Description: <b>&amp;\n .\n more\n');
  // Python's reader of mail headers knows the same folded fields.
  const script = 'import email, sys; print(email.message_from_string(sys.stdin.read())["Description"])';
  const read = execFileSync('python3', ['-c', script], { input: text, encoding: 'utf8' });
  expect(read).toBe('<b>&amp;\n .\n more\n');
});
