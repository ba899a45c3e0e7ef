import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildRpm } from '../../../scripts/provider/build-rpm.ts';
import { buildSourceRpm } from '../../../scripts/provider/build-source-rpm.ts';
import { localFileChanges } from '../../../src/adapters/files/change-files.ts';
import { localFiles } from '../../../src/adapters/files/read-files.ts';
import { processRunner } from '../../../src/adapters/process/run-command.ts';
import { openRpmTools } from '../../../src/adapters/rpm/rpm-tools.ts';
import type { PackageTools } from '../../../src/ports/package-tools.ts';
import { packageToolsContract } from '../../contracts/package-tools.ts';
import { fakeKeyrings } from '../../fakes/keyring.ts';

const recipe = {
  version: '4.2.0',
  release: '1.el9',
  arch: 'noarch',
  summary: 'größer & <better>',
  license: 'MIT',
  files: { '/usr/share/voms/hello': 'hello' },
} as const;

let folder: string;
let tools: PackageTools;

// The path is short because of gpg's socket.
beforeAll(async () => {
  folder = await mkdtemp('/tmp/sp-rpm-');
  const scratch = join(folder, 'scratch');
  tools = openRpmTools({ runner: processRunner, files: localFiles, changes: localFileChanges, scratch });
});
afterAll(() => rm(folder, { recursive: true }));

packageToolsContract('rpm', async () => {
  const workDir = join(folder, 'built');
  await mkdir(workDir);
  const one = await buildRpm({ workDir, name: 'voms', ...recipe });
  const other = await buildRpm({ workDir, name: 'voms-doc', ...recipe, version: '4.2.0~rc1^git2' });
  const { release, arch } = recipe;
  const packages = [
    { path: one, identity: { name: 'voms', epoch: '0', version: '4.2.0', release, arch } },
    { path: other, identity: { name: 'voms-doc', epoch: '0', version: '4.2.0~rc1^git2', release, arch } },
  ];
  return { tools, format: 'yum', folder: workDir, packages };
});

describe('rpm and what providers send', () => {
  test('tells a source package by its architecture, whatever its file is called', async () => {
    const home = join(folder, 'source');
    await mkdir(home);
    const source = await buildSourceRpm({ workDir: home, name: 's', version: '1', release: '1' });
    const [identity] = await tools.identify([source]);
    expect(identity).toEqual({ name: 's', epoch: '0', version: '1', release: '1', arch: 'src' });
    expect(identity && tools.fileNameOf(identity)).toBe('s-1-1.src.rpm');
    const disguised = join(home, 's-1-1.x86_64.rpm');
    await copyFile(source, disguised);
    expect(await tools.identify([disguised])).toEqual([identity]);
  });

  test('leaves nothing in its scratch folder', async () => {
    const empty = join(folder, 'empty');
    await mkdir(empty);
    await tools.render(empty, 'p');
    await fakeKeyrings.use(['KEY'], (keyring) => tools.checkSignatures([], keyring));
    expect(await readdir(join(folder, 'scratch'))).toEqual([]);
  });
});
