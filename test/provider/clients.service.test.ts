import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildDeb } from '../../scripts/provider/build-deb.ts';
import { buildRpm } from '../../scripts/provider/build-rpm.ts';
import { aptUpdate, dnfMakecache, installWithApt, installWithDnf } from '../../scripts/provider/clients.ts';
import { makeSigningKey, type SigningKey, stopAgent } from '../../scripts/provider/make-signing-key.ts';
import { plainAptRepository, plainYumRepository, signAptRelease, tamper } from './plain-repositories.ts';

const SLOW = 120_000;
const FILES = { '/usr/share/voms/hello': 'hello\n' };

describe('real clients', { timeout: SLOW }, () => {
  let dir: string;
  let key: SigningKey;
  const below = (name: string): string => join(dir, name);

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'clients-'));
    key = await makeSigningKey({ home: below('key'), userId: 'Plain <plain@example.org>' });
  }, SLOW);

  afterAll(async () => {
    await stopAgent(key.home);
    await rm(dir, { recursive: true, force: true });
  });

  function rpm(version: string, signer: SigningKey | undefined): Promise<string> {
    const recipe = {
      name: 'voms',
      version,
      release: '1',
      arch: 'noarch',
      summary: 'Sample',
      license: 'MIT',
    } as const;
    return buildRpm({
      ...recipe,
      workDir: dir,
      files: FILES,
      ...(signer === undefined ? {} : { key: signer }),
    });
  }

  function deb(version: string): Promise<string> {
    return buildDeb({ workDir: dir, name: 'voms', version, summary: 'Sample', files: FILES });
  }

  test('dnf installs from a signed yum repository, and the same machine upgrades when there is more', async () => {
    const first = await rpm('1.0', key);
    const repo = await plainYumRepository({ dir: below('yum'), files: [first], key });
    const machine = { workDir: below('dnf'), repo };
    expect((await installWithDnf({ ...machine, packages: ['voms'] })).installed).toEqual(['voms-1.0-1']);
    expect(await readFile(below('dnf/root/usr/share/voms/hello'), 'utf8')).toBe('hello\n');
    await rm(below('yum/repodata'), { recursive: true });
    await plainYumRepository({ dir: below('yum'), files: [await rpm('1.1', key)], key });
    expect((await installWithDnf({ ...machine, packages: ['voms'] })).installed).toEqual(['voms-1.1-1']);
  });

  test('dnf refuses a repomd.xml that was changed after it was signed', async () => {
    const repo = await plainYumRepository({ dir: below('bad-yum'), files: [await rpm('1.0', key)], key });
    await dnfMakecache({ workDir: below('good-dnf'), repo });
    await tamper(below('bad-yum/repodata/repomd.xml'), '<revision>', '<revision>9');
    await expect(dnfMakecache({ workDir: below('bad-dnf'), repo })).rejects.toThrow(/signature/i);
  });

  test('dnf refuses a package without signature, though the metadata are signed', async () => {
    const repo = await plainYumRepository({
      dir: below('unsigned'),
      files: [await rpm('2.0', undefined)],
      key,
    });
    const install = installWithDnf({ workDir: below('unsigned-dnf'), repo, packages: ['voms'] });
    await expect(install).rejects.toThrow(/not signed/);
  });

  test('dnf says so when the repository lacks the package', async () => {
    const repo = await plainYumRepository({ dir: below('other'), files: [], key });
    const install = installWithDnf({ workDir: below('other-dnf'), repo, packages: ['voms'] });
    await expect(install).rejects.toThrow(/No match for argument/);
  });

  test('apt installs from a signed apt repository, and the same machine upgrades when there is more', async () => {
    const sources = await plainAptRepository({ dir: below('apt'), files: [await deb('1.0-1')], key });
    const machine = { workDir: below('apt-client'), sources };
    expect((await installWithApt({ ...machine, packages: ['voms'] })).installed).toEqual(['voms-1.0-1']);
    expect(await readFile(below('apt-client/root/usr/share/voms/hello'), 'utf8')).toBe('hello\n');
    await plainAptRepository({ dir: below('apt'), files: [await deb('1.1-1')], key });
    expect((await installWithApt({ ...machine, packages: ['voms'] })).installed).toEqual(['voms-1.1-1']);
  });

  test('apt refuses an InRelease that was changed after it was signed, on a new machine and on one that knew the old', async () => {
    const sources = await plainAptRepository({ dir: below('bad-apt'), files: [await deb('1.0-1')], key });
    await aptUpdate({ workDir: below('known-apt'), sources });
    await tamper(below('bad-apt/dists/stable/InRelease'), 'Suite: stable', 'Suite: stable2');
    await expect(aptUpdate({ workDir: below('known-apt'), sources })).rejects.toThrow(/BADSIG/);
    await expect(aptUpdate({ workDir: below('new-apt'), sources })).rejects.toThrow(/BADSIG/);
  });

  test('apt refuses a suite whose Valid-Until has passed, and one whose Date lies ahead', async () => {
    const repository = below('dated-apt');
    const sources = await plainAptRepository({ dir: repository, files: [await deb('1.0-1')], key });
    const update = (name: string) => aptUpdate({ workDir: below(name), sources });
    await signAptRelease(repository, key, new Date(Date.now() - 3_600_000));
    await expect(update('late-apt')).rejects.toThrow(/expired/);
    await signAptRelease(repository, key, new Date(Date.now() + 30 * 86_400_000));
    await expect(update('early-apt')).rejects.toThrow(/not valid yet/);
  });

  test('apt refuses an index that is not the one in Release', async () => {
    const sources = await plainAptRepository({ dir: below('mixed-apt'), files: [await deb('1.0-1')], key });
    await tamper(
      below('mixed-apt/dists/stable/main/binary-amd64/Packages'),
      'Version: 1.0-1',
      'Version: 9.9-9',
    );
    await expect(aptUpdate({ workDir: below('mixed-client'), sources })).rejects.toThrow(
      /Hash|unexpected size/,
    );
  });
});
