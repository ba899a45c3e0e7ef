import { copyFile, lstat, mkdir, readdir, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { localFileChanges } from '../../../src/adapters/files/change-files.ts';
import { protectFiles } from '../../../src/adapters/files/protect-files.ts';
import { localFiles } from '../../../src/adapters/files/read-files.ts';
import { processRunner } from '../../../src/adapters/process/run-command.ts';
import { openPackageMover } from '../../../src/adapters/rsync/link-packages.ts';
import { fakeRunner } from '../../fakes/process-runner.ts';
import { failureIn } from '../failure-code.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const path = temporaryFolder();
const mover = openPackageMover({ runner: processRunner, files: localFiles, changes: localFileChanges });

describe('moving packages by rsync', () => {
  beforeEach(async () => {
    await mkdir(path('pool/sub'), { recursive: true });
    for (const name of ['a.rpm', '-rf.rpm', 'sub/b.rpm']) await writeFile(path('pool', name), name);
    await protectFiles(path('pool'));
  });

  test('gives every file a second name, and does so again without complaint', async () => {
    await mover.linkAll(path('pool'), path('root/pkgs/umd-5/voms'));
    await mover.linkAll(path('pool'), path('root/pkgs/umd-5/voms'));
    for (const name of ['a.rpm', '-rf.rpm', 'sub/b.rpm']) {
      const [one, other] = [await lstat(path('pool', name)), await lstat(path('root/pkgs/umd-5/voms', name))];
      expect([other.ino, other.nlink]).toEqual([one.ino, 2]);
    }
  });

  test('never removes what else is there', async () => {
    await mkdir(path('to'));
    await writeFile(path('to/other.rpm'), '');
    await mover.linkAll(path('pool'), path('to'));
    expect(await readdir(path('to'))).toContain('other.rpm');
  });

  test('names every file that was copied instead of linked, as rsync does between file systems', async () => {
    const runner = fakeRunner({ rsync: {} });
    const copier = openPackageMover({ runner, files: localFiles, changes: localFileChanges });
    await mkdir(path('to'));
    await copyFile(path('pool/a.rpm'), path('to/a.rpm'));
    const failure = await failureIn(copier.linkAll(path('pool'), path('to')));
    expect(failure).toMatchObject({ code: 'move-not-linked', details: ['-rf.rpm', 'a.rpm', 'sub/b.rpm'] });
  });

  test('fails when the folder to move from is not there', async () => {
    expect((await failureIn(mover.linkAll(path('nowhere'), path('to')))).code).toBe('file-system');
  });
});
