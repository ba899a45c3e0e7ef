import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { localFileChanges } from '../../../src/adapters/files/change-files.ts';
import { openPool } from '../../../src/adapters/files/pool.ts';
import { localFiles } from '../../../src/adapters/files/read-files.ts';
import { sha256Of } from '../../../src/domain/digest.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import type { SystemRequest } from '../../../src/domain/operating-system.ts';
import type { PlatformKey } from '../../../src/domain/release.ts';
import { readSystem } from '../../../src/intake/system/read-system.ts';
import { silent } from '../../../src/ports/progress.ts';
import type { FetchRequest } from '../../../src/ports/release-source.ts';
import { failureIn } from '../../adapters/failure-code.ts';
import { temporaryFolder } from '../../adapters/temporary-folder.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeKeyrings, fakeSignature } from '../../fakes/keyring.ts';
import { textTools } from '../../fakes/package-tools.ts';
import { folderSource } from '../../fakes/release-source.ts';

const path = temporaryFolder();
const noon = '2026-11-22T12:00:00Z' as Instant;
const el9 = 'el9/x86_64' as PlatformKey;
const debian = 'debian-12/amd64' as PlatformKey;
let requests: FetchRequest[] = [];

beforeEach(async () => {
  requests = [];
  await mkdir(path('mirror'));
});

async function serve(file: string, content: string): Promise<string> {
  await mkdir(dirname(path('mirror', file)), { recursive: true });
  await writeFile(path('mirror', file), content);
  return content;
}

function aPackage(name: string, arch = 'x86_64', entries = '<rpm:entry name="libc"/>'): string {
  return `<package type="rpm"><name>${name}</name><arch>${arch}</arch><version epoch="0" ver="1" rel="1"/>
<checksum type="sha256" pkgid="YES">${sha256Of(`${name} ${arch}`)}</checksum><size package="1"/>
<location href="${name}.rpm"/><format><rpm:requires>${entries}</rpm:requires></format></package>`;
}

/** A yum repository of these packages, and the text of its root file. */
async function yum(...packages: readonly string[]): Promise<string> {
  const namespaces =
    'xmlns="http://linux.duke.edu/metadata/common" xmlns:rpm="http://linux.duke.edu/metadata/rpm"';
  const primary = `<metadata ${namespaces} packages="${packages.length}">\n${packages.join('\n')}\n</metadata>\n`;
  await serve('os/repodata/primary.xml', primary);
  const data = `<data type="primary"><checksum type="sha256">${sha256Of(primary)}</checksum><location href="repodata/primary.xml"/><size>${Buffer.from(primary).length}</size></data>`;
  return serve('os/repodata/repomd.xml', `<repomd>${data}</repomd>`);
}

const wanted = (requires: readonly string[]) => ({
  relations: { provides: [], requires, conflicts: [], obsoletes: [], recommends: [], files: [] },
});

function read(parts: Partial<SystemRequest> = {}, requires: readonly string[] = ['libfoo']) {
  const source = folderSource(path('mirror/os'));
  const pool = openPool({ root: path('pool'), scratch: path('scratch'), changes: localFileChanges });
  const packages = [
    { ...identity('voms'), file: 'voms.rpm', size: 1, sha256: sha256Of('voms'), ...wanted(requires) },
  ];
  const deps = {
    pool: {
      ...pool,
      manifest: async () => ({ format: 'yum' as const, platform: el9, release: '', packages, segments: [] }),
    },
    files: localFiles,
    changes: localFileChanges,
    sources: {
      https: {
        fetch: (request: FetchRequest) => {
          requests.push(request);
          return source.fetch({ ...request, url: 'fake://live/', agreed: { hosts: ['live'], networks: [] } });
        },
      },
    },
    tools: { apt: textTools, yum: textTools },
    keyrings: fakeKeyrings,
    clock: fakeClock(noon),
    progress: silent,
  } as unknown as Parameters<typeof readSystem>[0];
  const repository = {
    protocol: 'https',
    url: 'https://mirror.example.org:8443/os/',
    suite: null,
    components: [],
    keys: [],
    networks: ['10.0.0.0/8'],
  } as const;
  const request: SystemRequest = {
    platform: el9,
    format: 'yum',
    repositories: [repository],
    declaration: sha256Of('declared'),
    members: [
      { release: 'umd-5/voms-4.2.0', platform: el9, digest: sha256Of('member'), packages: 1 } as never,
    ],
    acceptedTools: [],
    maxSeconds: 60,
    why: 'it has not been read yet',
    ...parts,
  };
  return readSystem(deps, request, new Map([['keys/os.asc', 'os']]));
}

function identity(name: string) {
  return { name, epoch: '0', version: '1', release: '1', arch: 'noarch' };
}

function signed(url = 'https://mirror.example.org/os/'): Pick<SystemRequest, 'repositories'> {
  const common = { protocol: 'https', suite: null, components: [], networks: [] } as const;
  return { repositories: [{ ...common, url, keys: ['keys/os.asc'] }] };
}

async function refusal(work: Promise<unknown>) {
  const failure = await failureIn(work);
  expect((await localFiles.list(path('scratch'))) ?? []).toEqual([]);
  return failure;
}

describe('An operating system', () => {
  test('is read for members, without sources, and says when, where and by which root file.', async () => {
    const root = await yum(aPackage('libfoo'), aPackage('libfoo', 'src', ''), aPackage('emacs'));
    expect(await read()).toEqual({
      platform: el9,
      declaration: sha256Of('declared'),
      readAt: noon,
      roots: [
        {
          url: 'https://mirror.example.org:8443/os/',
          file: 'repodata/repomd.xml',
          sha256: sha256Of(root),
        },
      ],
      members: [sha256Of('member')],
      packages: [expect.objectContaining({ name: 'libfoo', arch: 'x86_64', requires: ['libc'] })],
    });
    expect((await localFiles.list(path('scratch'))) ?? []).toEqual([]);
  });

  test('is asked for at the host that its address names, and at no other.', async () => {
    await yum(aPackage('libfoo'));
    await read();
    const agreed = requests.map((each) => each.agreed);
    expect(agreed).toEqual(
      agreed.map(() => ({ hosts: ['mirror.example.org:8443'], networks: ['10.0.0.0/8'] })),
    );
    expect(requests.flatMap(({ folder, files }) => files.map((file) => folder + file))).toEqual([
      'repodata/repomd.xml',
      'repodata/repomd.xml.asc',
      'repodata/primary.xml',
    ]);
  });

  test('of Debian is read by its suite, without what is for other architectures.', async () => {
    const stanza = (name: string, arch: string) =>
      `Package: ${name}\nVersion: 1-1\nArchitecture: ${arch}\nFilename: pool/${name}.deb\nSize: 1\nSHA256: ${sha256Of(name)}\nDepends: libc6:any (>= 2)\n`;
    const index = [stanza('libfoo', 'amd64'), stanza('libfoo-data', 'i386')].join('\n');
    await serve('os/dists/bookworm/main/binary-amd64/Packages', index);
    const line = `${sha256Of(index)} ${index.length} main/binary-amd64/Packages`;
    const root = await serve('os/dists/bookworm/Release', `Suite: bookworm\nSHA256:\n ${line}\n`);
    const [repository] = signed().repositories;
    const place = { suite: 'bookworm', components: ['main'], keys: [] };
    const reading = await read(
      { platform: debian, format: 'apt', repositories: [{ ...repository, ...place } as never] },
      ['libfoo', 'libfoo-data'],
    );
    expect(reading.roots).toMatchObject([{ file: 'dists/bookworm/Release', sha256: sha256Of(root) }]);
    expect(reading.packages.map(({ name, requires }) => [name, requires])).toEqual([
      ['libfoo', ['libc6 (>= 2)']],
    ]);
  });
});

describe('What is refused of an operating system', () => {
  test('is a root file without a signature by one of the keys, where there are keys.', async () => {
    const root = await yum(aPackage('libfoo'));
    expect(await refusal(read(signed()))).toMatchObject({ code: 'signature-bad' });
    await serve('os/repodata/repomd.xml.asc', fakeSignature('other', root));
    expect(await refusal(read(signed()))).toMatchObject({ code: 'signature-bad' });
    await serve('os/repodata/repomd.xml.asc', fakeSignature('os', root));
    expect((await read(signed())).packages).toHaveLength(1);
  });

  test('is metadata with other bytes than the root file names.', async () => {
    await yum(aPackage('libfoo'));
    await serve('os/repodata/primary.xml', 'other');
    expect(await refusal(read())).toMatchObject({ code: 'checksum-mismatch' });
  });

  test('is an address without a repository.', async () => {
    expect(await refusal(read())).toMatchObject({
      code: 'content-refused',
      message: 'there is no repository at this address',
      details: ['repodata/repomd.xml is not there'],
    });
  });

  test('is a package that says of others what nobody reads, because it could break unseen.', async () => {
    await yum(aPackage('libfoo', 'x86_64', '<rpm:odd name="libc"/>'), aPackage('emacs'));
    expect(await refusal(read())).toMatchObject({
      message: 'the relations of 1 package have a form that is not read',
      details: ['libfoo.rpm'],
    });
  });
});
