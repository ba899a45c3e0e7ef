import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { buildDeb } from '../../../scripts/provider/build-deb.ts';
import { runTool } from '../../../scripts/provider/run-tool.ts';
import { openDebTools } from '../../../src/adapters/apt/deb-tools.ts';
import { localFileChanges } from '../../../src/adapters/files/change-files.ts';
import { processRunner } from '../../../src/adapters/process/run-command.ts';
import { packageToolsContract } from '../../contracts/package-tools.ts';
import { failureIn } from '../failure-code.ts';

const folders: string[] = [];
const scratch = await freshFolder();
const tools = openDebTools({ runner: processRunner, changes: localFileChanges, scratch });
const files = { '/usr/share/voms/hello': 'hello' };

async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stagepost-'));
  folders.push(folder);
  return folder;
}

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

packageToolsContract('apt', async () => {
  const workDir = await freshFolder();
  const native = await buildDeb({ workDir, name: 'voms-native', version: '4.2.0~rc1', summary: 's', files });
  const revised = await buildDeb({
    workDir,
    name: 'voms',
    version: '2:4.2.0-beta-1',
    summary: 'größer',
    files,
  });
  const packages = [
    {
      path: revised,
      identity: { name: 'voms', epoch: '2', version: '4.2.0-beta', release: '1', arch: 'all' },
    },
    {
      path: native,
      identity: { name: 'voms-native', epoch: '0', version: '4.2.0~rc1', release: '', arch: 'all' },
    },
  ];
  return { tools, format: 'apt', folder: workDir, packages };
});

describe('apt and a hostile package', () => {
  test('puts its own path, size and digest in place of those that the package claims', async () => {
    const folder = await freshFolder();
    await mkdir(join(folder, 'tree/DEBIAN'), { recursive: true });
    const control = [
      'Package: evil',
      'Version: 1.0',
      'Architecture: all',
      'Maintainer: E <e@example.org>',
      'Filename: ../../etc/passwd',
      'Size: 1',
      'SHA256: 00',
      'Description: evil',
      ' .',
      ' Filename: ./x',
      '',
    ];
    await writeFile(join(folder, 'tree/DEBIAN/control'), control.join('\n'));
    await mkdir(join(folder, 'out'));
    const file = join(folder, 'out/evil_1.0_all.deb');
    await runTool({ program: 'dpkg-deb', args: ['--build', '--', join(folder, 'tree'), file], home: folder });
    const [document] = await tools.render(join(folder, 'out'), 'pool/umd-5/x');
    const text = Buffer.from(document?.content ?? []).toString();
    expect(text.match(/^Filename:.*$/gm)).toEqual(['Filename: pool/umd-5/x/evil_1.0_all.deb']);
    expect(text.match(/^(Size|SHA256): .*$/gm)?.length).toBe(2);
    expect(text).toContain('\n Filename: ./x\n');
    expect(text).not.toContain('SHA256: 00\n');
  });

  test.each([
    ['whole', [], 'its control archive unpacks to more than 16777216 bytes'],
    ['as a hole', ['--sparse'], 'dpkg-deb cannot read it: '],
  ])(
    'is refused before its control archive fills the disk, with a large file in it %s',
    async (_how, options, why) => {
      const folder = await freshFolder();
      const control =
        'Package: voms\nVersion: 1.0\nArchitecture: all\nMaintainer: E <e@example.org>\nDescription: e\n';
      await writeFile(join(folder, 'control'), control);
      await writeFile(join(folder, 'postinst'), '');
      await truncate(join(folder, 'postinst'), 20_000_000);
      await writeFile(join(folder, 'debian-binary'), '2.0\n');
      const run = (program: string, ...args: readonly string[]) => runTool({ program, args, home: folder });
      const at = ['--directory', folder, '--'];
      await run('tar', '-czf', join(folder, 'control.tar.gz'), ...options, ...at, './control', './postinst');
      await run('tar', '-czf', join(folder, 'data.tar.gz'), ...at, './debian-binary');
      const file = join(folder, 'voms_1.0_all.deb');
      const members = ['debian-binary', 'control.tar.gz', 'data.tar.gz'].map((name) => join(folder, name));
      await run('ar', 'rcS', '--', file, ...members);
      const failure = await failureIn(tools.identify([file]));
      expect(failure).toMatchObject({ code: 'content-refused', details: [expect.stringContaining(why)] });
      expect(await readdir(scratch)).toEqual([]);
    },
  );
});
