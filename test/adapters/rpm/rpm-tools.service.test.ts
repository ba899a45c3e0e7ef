import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildRpm } from '../../../scripts/provider/build-rpm.ts';
import { buildSourceRpm } from '../../../scripts/provider/build-source-rpm.ts';
import { makeSigningKey, type SigningKey, stopAgent } from '../../../scripts/provider/make-signing-key.ts';
import { localFileChanges } from '../../../src/adapters/files/change-files.ts';
import { localFiles } from '../../../src/adapters/files/read-files.ts';
import { processRunner } from '../../../src/adapters/process/run-command.ts';
import { openRpmTools } from '../../../src/adapters/rpm/rpm-tools.ts';
import type { PackageTools } from '../../../src/ports/package-tools.ts';
import { packageToolsContract } from '../../contracts/package-tools.ts';
import { failureIn } from '../failure-code.ts';

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
    await tools.checkSignatures([], []);
    expect(await readdir(join(folder, 'scratch'))).toEqual([]);
  });
});

describe('rpm signatures', () => {
  let ours: SigningKey;
  let others: SigningKey;
  let signed: string;
  let unsigned: string;
  const armored = (key: SigningKey) => readFile(key.publicKeyFile, 'utf8');

  beforeAll(async () => {
    ours = await makeSigningKey({ home: join(folder, 'k1'), userId: 'Provider <p@example.org>' });
    others = await makeSigningKey({ home: join(folder, 'k2'), userId: 'Other <o@example.org>' });
    const workDir = join(folder, 'signed');
    await mkdir(workDir);
    signed = await buildRpm({ workDir, name: 'signed', ...recipe, key: ours });
    unsigned = await buildRpm({ workDir, name: 'unsigned', ...recipe });
  });
  afterAll(async () => {
    for (const key of [ours, others]) await stopAgent(key.home);
  });

  test('are good by one of the keys of the provider', async () => {
    expect(await tools.checkSignatures([signed], [await armored(others), await armored(ours)])).toEqual([]);
  });

  test('are missed, also beside good ones', async () => {
    const problems = await tools.checkSignatures([signed, unsigned], [await armored(ours)]);
    expect(problems.map(({ file }) => file)).toEqual(['unsigned-4.2.0-1.el9.noarch.rpm']);
  });

  test('are refused by the key of somebody else, and without any key', async () => {
    for (const keys of [[await armored(others)], []]) {
      expect((await tools.checkSignatures([signed], keys)).length).toBe(1);
    }
  });

  test('are refused over other bytes', async () => {
    const changed = join(folder, 'changed.rpm');
    await copyFile(signed, changed);
    const bytes = await readFile(changed);
    bytes[bytes.length - 10] = (bytes[bytes.length - 10] ?? 0) ^ 1;
    await writeFile(changed, bytes);
    expect((await tools.checkSignatures([changed], [await armored(ours)])).length).toBe(1);
  });

  test('cannot be checked with a key that is none', async () => {
    const failure = await failureIn(tools.checkSignatures([signed], ['no key']));
    expect(failure).toMatchObject({ code: 'tool-refused', treatment: 'needs-person' });
  });
});
