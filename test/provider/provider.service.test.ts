import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildDeb } from '../../scripts/provider/build-deb.ts';
import { buildRpm } from '../../scripts/provider/build-rpm.ts';
import { downloadPublicsuffix } from '../../scripts/provider/fetch-publicsuffix.ts';
import { makeSigningKey, type SigningKey, stopAgent } from '../../scripts/provider/make-signing-key.ts';
import { startRsyncDaemon } from '../../scripts/provider/rsync-daemon.ts';
import { runTool } from '../../scripts/provider/run-tool.ts';
import { writeManifest, writeRelease } from '../../scripts/provider/write-release.ts';

const SLOW = 120_000;

describe('a provider made of real things', { timeout: SLOW }, () => {
  let dir: string;
  let key: SigningKey;
  let rpm: string;
  let deb: string;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'provider-'));
    key = await makeSigningKey({ home: join(dir, 'key'), userId: 'Sample Provider <provider@example.org>' });
    rpm = await sampleRpm(dir, key);
    deb = await sampleDeb(dir);
  }, SLOW);

  afterAll(async () => {
    await stopAgent(key.home);
    await rm(dir, { recursive: true, force: true });
  });

  test('the rpm carries a signature that its public key proves, and that no empty keyring accepts', async () => {
    const check = (db: string) => rpmkeys(dir, db, ['--checksig', '--verbose', '--', rpm]);
    await expect(check('empty')).rejects.toThrow(/NOKEY/);
    await rpmkeys(dir, 'filled', ['--import', '--', key.publicKeyFile]);
    const keyId = key.fingerprint.slice(-8).toLowerCase();
    expect(await check('filled')).toMatch(new RegExp(`Header V4 RSA/SHA\\d+ Signature, key ID ${keyId}: OK`));
  });

  test('the rpm has neither scripts nor dependencies beyond rpm itself, and belongs to root', async () => {
    const query = (...args: string[]) =>
      runTool({
        program: 'rpm',
        args: ['--nosignature', '--query', ...args, '--package', '--', rpm],
        home: dir,
      });
    expect((await query('--scripts')).stdout).toBe('');
    const requires = (await query('--requires')).stdout.split('\n');
    expect(requires.filter((line) => !line.startsWith('rpmlib('))).toEqual([]);
    expect((await query('--list', '--verbose')).stdout).toMatch(
      /^-rw-r--r--\s+1 root\s+root\s.*\/usr\/share\/voms\/hello$/m,
    );
  });

  test('an unsigned rpm and a deb are the same bytes when they are built twice', async () => {
    const digests = await Promise.all(
      ['one', 'two'].map(async (name) => {
        const workDir = await subdirectory(dir, name);
        return [await sha256(await sampleRpm(workDir)), await sha256(await sampleDeb(workDir))];
      }),
    );
    expect(digests[0]).toEqual(digests[1]);
  });

  test('dpkg-deb reads the deb: for all architectures, no dependencies, no scripts, owned by root', async () => {
    const read = async (flag: string) =>
      (await runTool({ program: 'dpkg-deb', args: [flag, deb], home: dir })).stdout;
    const info = await read('-I');
    expect(info).toMatch(/^ Package: voms-clients\n Version: 4\.2\.0-1\n Architecture: all$/m);
    expect(info).not.toMatch(/Depends|postinst|preinst|prerm|postrm/);
    expect(await read('-c')).toMatch(/^-rw-r--r-- root\/root .* \.\/usr\/share\/voms\/hello$/m);
  });

  test('a field that would smuggle in a second line is refused, and so is a path with a quote', async () => {
    const recipe = {
      workDir: dir,
      name: 'bad',
      version: '1',
      release: '1',
      arch: 'noarch',
      license: 'MIT',
    } as const;
    await expect(buildRpm({ ...recipe, summary: 'a\n%post', files: {} })).rejects.toThrow(/one line/);
    await expect(buildRpm({ ...recipe, summary: 'a', files: { '/a"b': '' } })).rejects.toThrow(
      /cannot hold the path/,
    );
  });

  test('the manifest names every file with size and sha256, its digest is the pinned one, and tools agree', async () => {
    const release = join(dir, 'release');
    const { checksumsDigest } = await writeSampleRelease(release, [rpm], [deb]);
    const manifest = await readFile(join(release, 'checksums.xml'), 'utf8');
    expect(checksumsDigest).toBe(`sha256:${await sha256(join(release, 'checksums.xml'))}`);
    const entries = [...manifest.matchAll(/<file path="([^"]+)" size="(\d+)" sha256="([0-9a-f]{64})"\/>/g)];
    expect(entries.map((entry) => entry[1])).toEqual([
      'debian-12/amd64/voms-clients_4.2.0-1_all.deb',
      'el9/aarch64/voms-clients-4.2.0-1.noarch.rpm',
      'el9/x86_64/voms-clients-4.2.0-1.noarch.rpm',
      'release.xml',
    ]);
    const sums = entries.map(([, path, , digest]) => `${digest}  ${path}\n`).join('');
    await writeFile(join(dir, 'sums'), sums);
    const args = ['--check', '--strict', '--', join(dir, 'sums')];
    await runTool({ program: 'sha256sum', args, home: dir, cwd: release });
  });

  test('release.xml says what the headers say, escapes what must be escaped, and splits the revision off a deb', async () => {
    const release = join(dir, 'described');
    await writeSampleRelease(release, [rpm], [deb]);
    const xml = await readFile(join(release, 'release.xml'), 'utf8');
    expect(xml).toContain('<release:productName>voms &amp; &lt;friends&gt;</release:productName>');
    expect(xml).toContain('<release:ISODate>20260101</release:ISODate>');
    expect(xml.match(/<UMDmeta:target>/g)).toHaveLength(3);
    expect(xml).toContain(
      '<UMDmeta:package pkgname="voms-clients" version="4.2.0" release="1" arch="noarch"' +
        ' filename="el9/x86_64/voms-clients-4.2.0-1.noarch.rpm"' +
        ' url="rsync://repo.example.org/voms/el9/x86_64/voms-clients-4.2.0-1.noarch.rpm" pkgtype="rpm"/>',
    );
    expect(xml).toContain('<UMDmeta:package pkgname="voms-clients" version="4.2.0" release="1" arch="all"');
  });

  test('a manifest that is written again after a change has another digest', async () => {
    const release = join(dir, 'changed');
    const before = await writeSampleRelease(release, [rpm], []);
    expect(await writeManifest(release)).toEqual(before);
    await writeFile(join(release, 'README'), 'one more file\n');
    expect(await writeManifest(release)).not.toEqual(before);
  });

  test('rsync fetches a release from the daemon, which takes no uploads and is gone after stop', async () => {
    const release = join(dir, 'served');
    await writeSampleRelease(release, [rpm], [deb]);
    const daemon = await startRsyncDaemon({ dir: join(dir, 'rsyncd'), modules: { voms: release } });
    const rsync = (...args: string[]) =>
      runTool({ program: 'rsync', args: ['--recursive', '--', ...args], home: dir });
    try {
      await rsync(daemon.url('voms'), join(dir, 'fetched'));
      await runTool({
        program: 'diff',
        args: ['--recursive', '--', release, join(dir, 'fetched')],
        home: dir,
      });
      await expect(rsync(`${dir}/fetched/release.xml`, daemon.url('voms'))).rejects.toThrow(/read only/);
      await expect(rsync(daemon.url('other'), join(dir, 'fetched'))).rejects.toThrow(/Unknown module/);
    } finally {
      await daemon.stop();
    }
    await daemon.stop();
    await expect(connects(daemon.port)).resolves.toBe(false);
    expect(await readFile(join(dir, 'rsyncd/rsyncd.log'), 'utf8')).toContain('voms');
  });

  test('a daemon whose port is taken says so instead of waiting', async () => {
    const first = await startRsyncDaemon({ dir: join(dir, 'first'), modules: {} });
    try {
      const second = startRsyncDaemon({ dir: join(dir, 'second'), modules: {}, port: first.port });
      await expect(second).rejects.toThrow(/EADDRINUSE/);
    } finally {
      await first.stop();
    }
  });

  test('the package of Debian is whole and keeps the name that apt gave it, or a reason says why it is missing', async () => {
    const reasons: string[] = [];
    const file = await downloadPublicsuffix(join(dir, 'debian'), (reason) => reasons.push(reason));
    if (file === undefined) return expect(reasons.join()).not.toBe('');
    const shown = await runTool({ program: 'dpkg-deb', args: ['--show', '--', file], home: dir });
    const [name, version] = shown.stdout.split('\t');
    expect(file).toBe(join(dir, 'debian', `${name}_${version}_all.deb`));
    expect(reasons).toEqual([]);
  });

  test('stopping the agent leaves the key usable for the next signature', async () => {
    await stopAgent(key.home);
    const again = await sampleRpm(await subdirectory(dir, 'again'), key);
    await rpmkeys(dir, 'again', ['--import', '--', key.publicKeyFile]);
    expect(await rpmkeys(dir, 'again', ['--checksig', '--', again])).toMatch(/digests signatures OK/);
  });
});

async function sampleRpm(workDir: string, key?: SigningKey): Promise<string> {
  return buildRpm({
    workDir,
    name: 'voms-clients',
    version: '4.2.0',
    release: '1',
    arch: 'noarch',
    summary: 'A sample that is 100% harmless',
    license: 'Apache-2.0',
    files: { '/usr/share/voms/hello': 'hello\n', '/usr/share/voms/deep/er': '' },
    ...(key === undefined ? {} : { key }),
  });
}

async function sampleDeb(workDir: string): Promise<string> {
  const files = { '/usr/share/voms/hello': 'hello\n' };
  return buildDeb({ workDir, name: 'voms-clients', version: '4.2.0-1', summary: 'A sample', files });
}

async function writeSampleRelease(dir: string, rpms: readonly string[], debs: readonly string[]) {
  return writeRelease({
    dir,
    release: {
      product: 'voms & <friends>',
      shortName: 'emi.voms',
      provider: 'European Middleware',
      providerShortName: 'emi',
      version: '4.2.0',
      incremental: true,
      emergency: false,
      sourceUrl: 'rsync://repo.example.org/voms',
      links: {
        documentation: ['https://example.org/docs?a=1&b=2'],
        releaseNotes: 'https://example.org/notes',
        changeLog: 'https://example.org/changes',
      },
    },
    packages: [
      ...rpms.flatMap((file) => ['x86_64', 'aarch64'].map((arch) => ({ platform: 'el9', arch, file }))),
      ...debs.map((file) => ({ platform: 'debian-12', arch: 'amd64', file })),
    ],
  });
}

async function rpmkeys(dir: string, db: string, args: readonly string[]): Promise<string> {
  const dbPath = await subdirectory(dir, `rpmdb-${db}`);
  return (await runTool({ program: 'rpmkeys', args: ['--dbpath', dbPath, ...args], home: dir })).log;
}

async function subdirectory(dir: string, name: string): Promise<string> {
  const path = join(dir, name);
  await mkdir(path, { recursive: true });
  return path;
}

async function sha256(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  });
}
