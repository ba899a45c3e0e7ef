import { execFile } from 'node:child_process';
import { chmod, lstat, mkdir, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { localFileChanges } from '../../../src/adapters/files/change-files.ts';
import { protectFiles } from '../../../src/adapters/files/protect-files.ts';
import { localFiles } from '../../../src/adapters/files/read-files.ts';
import { filesContract } from '../../contracts/files.ts';
import { failureIn } from '../failure-code.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const path = temporaryFolder();
filesContract('the file system of this machine', { files: localFiles, changes: localFileChanges, path });

describe('the file system of this machine', () => {
  test('does not wait for a named pipe', async () => {
    await promisify(execFile)('mkfifo', [path('pipe')]);
    expect((await failureIn(localFiles.read(path('pipe'), 10))).code).toBe('file-system');
    expect((await failureIn(localFiles.digest(path('pipe')))).code).toBe('file-system');
    expect((await failureIn(localFiles.walk(path('.')))).code).toBe('content-refused');
  });

  test('keeps scratch folders private', async () => {
    const made = await localFileChanges.makeScratch(path('s'), 'x');
    expect((await stat(made)).mode & 0o777).toBe(0o700);
  });

  test('takes the right to write from every file, and keeps that to read', async () => {
    await mkdir(path('t', 'u'), { recursive: true });
    await localFileChanges.write(path('t', 'u', 'a'), 'a');
    await chmod(path('t', 'u', 'a'), 0o664);
    await protectFiles(path('t'));
    expect((await lstat(path('t', 'u', 'a'))).mode & 0o7777).toBe(0o444);
  });

  test('removes the folders above two that end at once, whichever comes first', async () => {
    const climb = async () => {
      for (const folder of ['a/b/c', 'a/b', 'a']) await localFileChanges.removeEmptyFolder(path(folder));
    };
    for (let round = 0; round < 40; round += 1) {
      await mkdir(path('a', 'b', 'c'), { recursive: true });
      await Promise.all([climb(), climb(), climb()]);
      expect(await localFiles.facts(path('a'))).toBeNull();
    }
  });

  test('names the path and the reason of a failure', async () => {
    await localFileChanges.write(path('a'), '');
    const failure = await failureIn(localFileChanges.makeFolder(path('a', 'b')));
    expect(failure.message).toBe(`cannot make the folder ${path('a', 'b')}: ENOTDIR`);
  });
});
