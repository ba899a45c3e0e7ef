// The .deb and the .rpm: built once, judged by the linters, built again, installed and started.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildDeb } from '../../scripts/package/build-deb.ts';
import { buildRpm } from '../../scripts/package/build-rpm.ts';
import { readJson } from '../../scripts/package/libraries.ts';
import { stageProgram } from '../../scripts/package/stage-program.ts';
import { readSubject } from '../../scripts/package/subject.ts';
import { type Machine, noMachineBecause, startMachine } from './machine.ts';

const root = join(import.meta.dirname, '../..');
const { version } = readJson<{ readonly version: string }>(join(root, 'package.json'));
const noMachine = noMachineBecause();

let work: string;
let made: string;
let deb: string;
let rpm: string;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'packages-'));
  made = join(work, 'made');
  const args = ['scripts/bootstrap.mjs', 'package', 'npm', 'deb', 'rpm', '--to', made];
  await execa(process.execPath, args, { cwd: root });
  const named = (end: string) => readdirSync(made).find((name) => name.endsWith(end)) ?? '';
  deb = join(made, named('.deb'));
  rpm = join(made, named('.rpm'));
}, 600_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe.concurrent('Packages', () => {
  test('The .deb gives lintian nothing to complain of, be it an error, a warning or a hint.', async () => {
    const { stdout } = await execa('lintian', ['--display-info', '--allow-root', deb]);
    expect(stdout).toBe('');
  });

  test('The .rpm gives rpmlint nothing to complain of.', async () => {
    const { stdout } = await execa('rpmlint', ['-c', join(root, 'scripts/package/rpm/rpmlint.toml'), rpm]);
    expect(stdout).toContain('1 packages and 0 specfiles checked; 0 errors, 0 warnings');
  });

  test('Both come out of the same commit with the same bytes, wherever they are built.', async () => {
    const again = join(work, 'elsewhere');
    mkdirSync(again);
    const tarball = join(made, `stagepost-${version}.tgz`);
    const subject = await readSubject({ root, work: again, node: await pinnedNode() });
    await stageProgram(subject, tarball);
    for (const [first, second] of [
      [deb, await buildDeb(subject)],
      [rpm, await buildRpm(subject)],
    ] as const)
      expect(readFileSync(second).equals(readFileSync(first)), second).toBe(true);
  });

  test('Both hold the licences of everything that came along, and neither sources and tests of the project nor types.', async () => {
    const { stdout: list } = await execa('dpkg-deb', ['--contents', deb]);
    const { stdout: files } = await execa('rpm', ['-qpl', '--', rpm]);
    expect(list).toContain('./usr/share/doc/stagepost/copyright\n');
    expect(files).toContain('/usr/share/licenses/stagepost/libraries.txt\n');
    expect(`${list}\n${files}`).not.toMatch(/\/stagepost\/(?:src|test|scripts)\/|\.ts$|\.map$/m);
  });

  test('The .rpm asks for what its binaries are linked to, and offers none of its libraries.', async () => {
    const { stdout: asked } = await execa('rpm', ['-qp', '--requires', '--', rpm]);
    const { stdout: offered } = await execa('rpm', ['-qp', '--provides', '--', rpm]);
    expect(asked).toContain('libc.so.6(GLIBC_2.34)');
    expect(asked).not.toMatch(/env|node/);
    expect(offered.split('\n').every((line) => line.startsWith('stagepost'))).toBe(true);
  });

  test('The program starts from where the .deb is unpacked, too.', async () => {
    const folder = join(work, 'unpacked');
    await execa('dpkg-deb', ['--extract', deb, folder]);
    const home = join(folder, 'usr/lib/stagepost');
    const { stdout } = await execa(join(home, 'bin/node'), [join(home, 'dist/cli/main.js'), '--version']);
    expect(stdout).toBe(version);
  });
});

describe('The Containerfile', () => {
  const text = readFileSync(join(root, 'deploy/Containerfile'), 'utf8').replaceAll('\\\n', '');
  const instructions = text.split('\n').filter((line) => /^[A-Z]/.test(line));
  const valuesOf = (name: string) =>
    instructions.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));

  test('starts the program itself, as another user than root, and leaves the health to whoever runs it.', () => {
    expect(valuesOf('ENTRYPOINT').map((list) => JSON.parse(list))).toEqual([['/usr/bin/stagepost']]);
    expect(valuesOf('CMD').map((list) => JSON.parse(list))).toEqual([['serve', '--log', 'json']]);
    expect(instructions.findLastIndex((line) => line.startsWith('RUN'))).toBeLessThan(
      instructions.indexOf('USER stagepost'),
    );
    expect([valuesOf('COPY'), valuesOf('ADD'), valuesOf('HEALTHCHECK')]).toEqual([[], [], []]);
  });

  test('asks apt for what a Debian without anything can install, without a systemd.', async (context) => {
    const [, given = ''] = /apt-get install (.*?) &&/.exec(valuesOf('RUN').join()) ?? [];
    const words = given.split(/\s+/).filter((word) => /^[a-z]/.test(word));
    expect(words).toContain('systemd-standalone-sysusers');
    const { stdout: lists } = await execa('apt-cache', ['policy', 'libsolv-tools']);
    if (!lists.includes('Candidate: ')) context.skip('apt has no lists of packages here');
    const status = join(work, 'no-packages');
    writeFileSync(status, '');
    const options = ['--simulate', '--no-install-recommends', '-o', `Dir::State::status=${status}`];
    const { stdout } = await execa('apt-get', ['install', ...options, '--', ...words, deb]);
    expect(stdout).toMatch(/^Inst rsync /m);
    expect(stdout).toMatch(/^Inst stagepost /m);
    expect(stdout).not.toMatch(/^Inst systemd /m);
  });
});

async function pinnedNode(): Promise<string> {
  const module = join(root, 'scripts/bootstrap/ensure-node.mjs');
  const script = `const { prepareNode } = await import(${JSON.stringify(module)});
    process.stdout.write((await prepareNode()).program);`;
  return (await execa(process.execPath, ['--input-type=module', '--eval', script])).stdout;
}

describe('On a machine with systemd', () => {
  let machine: Machine;
  let stop: Machine['stop'] = async () => undefined;
  const asStagepost = (folder: string, ...args: readonly string[]) => {
    const as = ['-u', 'stagepost', '--', 'env', '-C', folder, 'HOME=/var/lib/stagepost', 'stagepost'];
    return machine.run('runuser', [...as, ...args]);
  };
  const property = (name: string) => machine.run('systemctl', ['show', '--value', '-p', name, 'stagepost']);
  const isReady = async () => {
    const ask =
      "const r = await fetch('http://127.0.0.1:8321/readyz'); console.log(r.status, await r.text());";
    return machine.run('/usr/lib/stagepost/bin/node', ['--input-type=module', '--eval', ask]);
  };
  const inMachine = (file: string) => file.replace(made, '/mnt');

  beforeAll(async () => {
    if (noMachine !== undefined) return;
    const copy = join(work, 'copy');
    mkdirSync(copy);
    machine = await startMachine(made, copy);
    stop = machine.stop;
    // Images for containers forbid packages to start and stop services; this machine has a systemd to do that.
    await machine.run('rm', ['--force', '/usr/sbin/policy-rc.d']);
  });
  afterAll(() => stop());
  beforeEach((context) => {
    if (noMachine !== undefined) context.skip(noMachine);
  });

  test('the .deb is installed with its user and its folders, and starts nothing by itself.', async () => {
    await installDeb();
    expect(await machine.run('stat', ['-c', '%U %a', '/etc/stagepost', '/var/lib/stagepost'])).toBe(
      'stagepost 750\nstagepost 750',
    );
    expect(await property('ActiveState')).toBe('inactive');
    expect(await property('UnitFileState')).toBe('disabled');
    expect(await machine.run('stagepost', ['--version'])).toBe(version);
    expect(await machine.run('man', ['--where', 'stagepost'])).toBe('/usr/share/man/man1/stagepost.1.gz');
  });

  test('a release repository is made and checked by the user of the service.', async () => {
    const folders = ['/srv/releases', '/srv/stagepost'];
    await machine.run('install', ['-d', '-o', 'stagepost', '-g', 'stagepost', ...folders]);
    expect(await asStagepost('/var/lib/stagepost', 'init', '/srv/releases')).toContain('signing key');
    expect(await asStagepost('/srv/releases', 'validate')).toBe('0 releases checked, no problem found.');
  });

  test('the service says that it is ready when it is, and answers so.', async () => {
    await machine.run('tee', ['-a', '/etc/stagepost/host.yaml'], 'listen: {}\n');
    await machine.run('systemctl', ['enable', '--now', 'stagepost']);
    expect(await property('ActiveState')).toBe('active');
    expect(await property('StatusText')).toBe('serving main of /srv/releases');
    await expect.poll(isReady, { timeout: 60_000, interval: 500 }).toContain('200 ready');
  });

  test('an upgrade goes on with the new program, and stays enabled.', async () => {
    const before = await property('MainPID');
    await installDeb();
    expect(await property('ActiveState')).toBe('active');
    expect(await property('MainPID')).not.toBe(before);
    expect(await property('UnitFileState')).toBe('enabled');
  });

  test('whoever purges it keeps the signing key and the release repository.', async () => {
    await machine.run('dpkg', ['--no-triggers', '--purge', 'stagepost']);
    expect(await property('ActiveState')).toBe('inactive');
    const places = ['/usr/bin', '/usr/lib', '-maxdepth', '1', '-name', 'stagepost'];
    expect(await machine.run('find', places)).toBe('');
    expect(await machine.run('ls', ['/var/lib/stagepost'])).toContain('gnupg');
    expect(await machine.run('find', ['/etc/systemd/system', '-name', 'stagepost.service'])).toBe('');
  });

  test('the .rpm takes its place, and the same host file does.', async () => {
    const rpmDatabase = ['--force-debian', '--nodeps', '--dbpath', '/var/lib/rpm-of-this-test'];
    await machine.run('rpm', ['--install', ...rpmDatabase, '--', inMachine(rpm)]);
    expect(await machine.run('stagepost', ['--version'])).toBe(version);
    await machine.run('systemctl', ['start', 'stagepost']);
    await expect.poll(isReady, { timeout: 60_000, interval: 500 }).toContain('200 ready');
    await machine.run('rpm', ['--erase', ...rpmDatabase, '--', 'stagepost']);
    expect(await property('ActiveState')).toBe('inactive');
    expect(await machine.run('ls', ['/var/lib/stagepost'])).toContain('gnupg');
  });

  // The manual pages of the whole machine would be indexed anew, which takes longer than everything else here.
  function installDeb(): Promise<string> {
    return machine.run('dpkg', ['--no-triggers', '--install', inMachine(deb)]);
  }
});
