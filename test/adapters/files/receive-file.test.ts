import { lstat, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { receiveFile } from '../../../src/adapters/files/receive-file.ts';
import { failureIn } from '../failure-code.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const path = temporaryFolder();
const bytes = (text: string) => new TextEncoder().encode(text);

describe('a file that is received', () => {
  test('holds what was written since it was begun last, and is a plain file of its own', async () => {
    const file = await receiveFile(path('a'));
    await file.write(bytes('something longer'));
    await file.startOver();
    for (const part of ['one ', 'two']) await file.write(bytes(part));
    await file.keep();
    await file.discard();
    expect(await readFile(path('a'), 'utf8')).toBe('one two');
    const facts = await lstat(path('a'));
    expect([facts.isFile(), facts.mode & 0o7777, facts.nlink]).toEqual([true, 0o644, 1]);
  });

  test('leaves nothing when it is discarded, and may be discarded twice', async () => {
    const file = await receiveFile(path('a'));
    await file.write(bytes('half'));
    await file.discard();
    await file.discard();
    expect(await readdir(path())).toEqual([]);
  });

  test('never takes the place of a file, nor follows a link', async () => {
    await writeFile(path('mine'), 'mine');
    await symlink(path('mine'), path('link'));
    await symlink(path('nowhere'), path('dangling'));
    for (const name of ['mine', 'link', 'dangling']) {
      expect((await failureIn(receiveFile(path(name)))).code).toBe('file-system');
    }
    expect(await readFile(path('mine'), 'utf8')).toBe('mine');
    expect((await readdir(path())).sort()).toEqual(['dangling', 'link', 'mine']);
  });
});
