import { execFile } from 'node:child_process';
import {
  chmod,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RsyncDaemon, startRsyncDaemon } from '../../../scripts/provider/rsync-daemon.ts';
import { openHostFinder } from '../../../src/adapters/network/find-host.ts';
import { processRunner } from '../../../src/adapters/process/run-command.ts';
import { openRsyncSource } from '../../../src/adapters/rsync/fetch.ts';
import { releaseSourceContract } from '../../contracts/release-source.ts';
import { fakeRunner } from '../../fakes/process-runner.ts';
import { failureIn } from '../failure-code.ts';

const hosts = openHostFinder();
const reader = openRsyncSource({ runner: processRunner, hosts });

releaseSourceContract('rsync', async () => {
  const root = await mkdtemp(join(tmpdir(), 'stagepost-'));
  const [module, inbox] = [join(root, 'module'), join(root, 'inbox')];
  const folder = join(module, 'umd5/voms');
  await mkdir(folder, { recursive: true });
  await mkdir(inbox);
  const daemon = await startRsyncDaemon({ dir: join(root, 'rsyncd'), modules: { m: module } });
  const stop = async () => {
    await daemon.stop();
    await rm(root, { recursive: true });
  };
  const url = `${daemon.url('m')}umd5/voms/`;
  return { reader, folder, inbox, url, deadUrl: `${daemon.url('other')}`, stop };
});

describe('rsync and a hostile provider', () => {
  let root: string;
  let daemon: RsyncDaemon;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'stagepost-'));
    await mkdir(join(root, 'module/d/sub'), { recursive: true });
    await writeFile(join(root, 'secret'), 'secret');
    daemon = await startRsyncDaemon({ dir: join(root, 'rsyncd'), modules: { m: join(root, 'module') } });
  });
  afterAll(async () => {
    await daemon.stop();
    await rm(root, { recursive: true });
  });

  const request = async (files: readonly string[]) => {
    const into = await mkdtemp(join(root, 'into-'));
    return {
      url: daemon.url('m'),
      folder: 'd/',
      files,
      into,
      maxFileBytes: 1000,
      maxSeconds: 30,
      agreed: { hosts: [new URL(daemon.url('m')).host], networks: [] },
      acceptedTools: [],
    };
  };

  test('takes no links, pipes, folders or special modes, and fetches the good file beside them', async () => {
    const at = (name: string) => join(root, 'module/d', name);
    await writeFile(at('good.rpm'), 'good');
    await chmod(at('good.rpm'), 0o4777);
    await link(at('good.rpm'), at('hard.rpm'));
    await symlink(join(root, 'secret'), at('link.rpm'));
    await symlink('/', at('folder-link.rpm'));
    await promisify(execFile)('mkfifo', [at('pipe.rpm')]);
    await writeFile(at('sparse.rpm'), '');
    await truncate(at('sparse.rpm'), 5_000_000_000);
    const names = ['link', 'folder-link', 'pipe', 'sparse', 'hard', 'good'].map((name) => `${name}.rpm`);
    const wanted = await request(names);
    await reader.fetch(wanted);
    expect((await readdir(wanted.into)).sort()).toEqual(['good.rpm', 'hard.rpm']);
    const facts = await lstat(join(wanted.into, 'good.rpm'));
    expect([facts.mode & 0o7777, facts.nlink]).toEqual([0o644, 1]);
  });

  test('goes nowhere for an address with options or parents in it', async () => {
    for (const url of ['rsync://-e sh/m/', 'rsync://h/m/../', 'file:///etc/', '--rsh=sh/']) {
      const failure = await failureIn(reader.fetch({ ...(await request(['a'])), url }));
      expect(failure).toMatchObject({ code: 'tool-refused', treatment: 'needs-person' });
    }
  });

  test('speaks to the address that was checked, and asks nobody for another one', async () => {
    await writeFile(join(root, 'module/d/known.rpm'), 'known');
    const answers = [['127.0.0.1'], ['169.254.169.254']];
    const changing = openHostFinder({ resolve: async () => answers.shift() ?? [] });
    const wanted = {
      ...(await request(['known.rpm'])),
      url: daemon.url('m').replace('127.0.0.1', 'repo.example.org'),
      agreed: { hosts: [`repo.example.org:${daemon.port}`], networks: ['127.0.0.1/32'] },
    };
    await openRsyncSource({ runner: processRunner, hosts: changing }).fetch(wanted);
    expect(await readdir(wanted.into)).toEqual(['known.rpm']);
    expect(answers).toHaveLength(1);
    const again = { ...wanted, into: await mkdtemp(join(root, 'into-')) };
    const failure = await failureIn(openRsyncSource({ runner: processRunner, hosts: changing }).fetch(again));
    expect(failure.code).toBe('address-refused');
  });

  test('gives up on a provider that accepts and then says nothing', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const wanted = {
      ...(await request(['a'])),
      url: `rsync://127.0.0.1:${port}/m/`,
      maxSeconds: 1,
      agreed: { hosts: [`127.0.0.1:${port}`], networks: [] },
    };
    expect((await failureIn(reader.fetch(wanted))).code).toBe('command-timed-out');
    server.close();
  });

  test('never passes an option by which a provider could delete, link or run anything', async () => {
    const runner = fakeRunner({ rsync: { stdout: 'rsync  version 3.5.0  protocol' }, prlimit: {} });
    const wanted = await request(['-rf.rpm']);
    await openRsyncSource({ runner, hosts }).fetch(wanted);
    const args = runner.commands.find(({ program }) => program === 'prlimit')?.args ?? [];
    expect(args.slice(-3)).toEqual(['--', daemon.url('m'), `${wanted.into}/`]);
    expect(args).toContain(`--confine-root=${wanted.into}`);
    expect(
      args.filter((arg) => /^--(delete|rsh|rsync-path|copy|temp-dir|link-dest|trust|insecure)/.test(arg)),
    ).toEqual([]);
    expect(args.filter((arg) => /^-[^-]/.test(arg))).toEqual(['-rt']);
  });
});
