import { stat, symlink } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { FileChanges, Files } from '../../src/ports/files.ts';
import { failureIn } from '../adapters/failure-code.ts';

/** What every file system promises; `path` gives a place in a fresh empty folder. */
export function filesContract(
  name: string,
  { files, changes, path }: { files: Files; changes: FileChanges; path: (...names: string[]) => string },
): void {
  const text = async (...names: string[]) => {
    const bytes = await files.read(path(...names), 1000);
    return bytes === null ? null : Buffer.from(bytes).toString();
  };

  describe(`${name}, looking`, () => {
    test('answers null where nothing is', async () => {
      const nowhere = path('no', 'where');
      expect(await files.read(nowhere, 10)).toBeNull();
      expect(await files.list(nowhere)).toBeNull();
      expect(await files.facts(nowhere)).toBeNull();
      expect(await files.linkTarget(nowhere)).toBeNull();
    });

    test('refuses a file that is larger than it may be', async () => {
      await changes.write(path('a'), '12345');
      expect(await text('a')).toBe('12345');
      expect((await failureIn(files.read(path('a'), 4))).code).toBe('file-system');
    });

    test('lists sorted, and walks files only, as relative paths', async () => {
      await changes.makeFolder(path('t', 'b', 'empty'));
      await changes.write(path('t', 'b', 'z'), '');
      await changes.write(path('t', 'b.txt'), '');
      expect(await files.list(path('t'))).toEqual(['b', 'b.txt']);
      expect(await files.walk(path('t'))).toEqual(['b.txt', 'b/z']);
    });

    test('does not walk past a symbolic link, nor read through one', async () => {
      await changes.makeFolder(path('t'));
      await changes.write(path('secret'), 's');
      await changes.switchLink(path('t', 'l'), '../secret');
      expect((await failureIn(files.walk(path('t')))).code).toBe('content-refused');
      expect((await failureIn(files.read(path('t', 'l'), 10))).code).toBe('file-system');
      expect((await failureIn(files.digest(path('t', 'l')))).code).toBe('file-system');
      expect((await files.facts(path('t', 'l')))?.kind).toBe('link');
      expect(await files.linkTarget(path('t', 'l'))).toBe('../secret');
      expect(await files.linkTarget(path('secret'))).toBeNull();
    });

    test('knows size and digest of a whole file', async () => {
      await changes.write(path('a'), 'abc');
      expect(await files.digest(path('a'))).toEqual({
        size: 3,
        sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      });
    });
  });

  describe(`${name}, changing`, () => {
    test('never writes over what is there', async () => {
      await changes.write(path('a'), 'first');
      expect((await failureIn(changes.write(path('a'), 'second'))).code).toBe('file-system');
      expect(await text('a')).toBe('first');
    });

    test('makes folders again without complaint', async () => {
      await changes.makeFolder(path('x', 'y'));
      await changes.makeFolder(path('x', 'y'));
      expect((await files.facts(path('x', 'y')))?.kind).toBe('folder');
    });

    test('links twice without complaint, and refuses another file of that name', async () => {
      await changes.write(path('a'), 'a');
      await changes.link(path('a'), path('b'));
      await changes.link(path('a'), path('b'));
      const [a, b] = [await files.facts(path('a')), await files.facts(path('b'))];
      expect(b).toEqual(a);
      expect(a?.rights).toBeGreaterThan(0);
      await changes.write(path('c'), 'a');
      expect((await failureIn(changes.link(path('a'), path('c')))).code).toBe('file-system');
    });

    test('renames over a file, never over a folder with content', async () => {
      await changes.write(path('a'), 'new');
      await changes.write(path('b'), 'old');
      await changes.rename(path('a'), path('b'));
      expect(await text('b')).toBe('new');
      await changes.makeFolder(path('f', 'full'));
      await changes.makeFolder(path('g'));
      expect((await failureIn(changes.rename(path('g'), path('f')))).code).toBe('file-system');
    });

    test('switches a link from one target to another, and leaves nothing beside it', async () => {
      await changes.switchLink(path('live'), 'one');
      await changes.switchLink(path('live'), 'two');
      expect(await files.linkTarget(path('live'))).toBe('two');
      expect(await files.list(path('.'))).toEqual(['live']);
    });

    test('switches no link over a folder, and leaves nothing beside it', async () => {
      await changes.makeFolder(path('live'));
      expect((await failureIn(changes.switchLink(path('live'), 'one'))).code).toBe('file-system');
      expect(await files.list(path('.'))).toEqual(['live']);
    });

    test('removes a tree with links in it and not what they point at', async () => {
      await changes.makeFolder(path('keep'));
      await changes.write(path('keep', 'a'), 'a');
      await changes.makeFolder(path('gone'));
      await changes.switchLink(path('gone', 'l'), '../keep');
      await changes.remove(path('gone'));
      await changes.remove(path('gone'));
      expect(await files.list(path('.'))).toEqual(['keep']);
      expect(await text('keep', 'a')).toBe('a');
      await changes.switchLink(path('l'), 'keep');
      await changes.remove(path('l'));
      expect(await text('keep', 'a')).toBe('a');
    });

    test('sets the rights of a file, and what is seen of it is no longer what it was', async () => {
      await changes.write(path('a'), 'a');
      const before = await files.facts(path('a'));
      await changes.setRights(path('a'), 0o600);
      const after = await files.facts(path('a'));
      expect(after).toMatchObject({ rights: 0o600, isOurs: true, inode: before?.inode });
      expect(after?.stamp).not.toBe(before?.stamp);
      await changes.switchLink(path('l'), 'a');
      await changes.setRights(path('l'), 0o444);
      expect((await files.facts(path('a')))?.rights).toBe(0o600);
    });

    test('sets when a file was modified, and nothing else of it', async () => {
      await changes.write(path('a'), 'a');
      await changes.setModified(path('a'), 1_234_567_890);
      expect((await stat(path('a'))).mtimeMs).toBe(1_234_567_890_000);
      expect(await text('a')).toBe('a');
    });

    test('removes an empty folder, and none with something in it', async () => {
      await changes.makeFolder(path('f', 'inner'));
      await changes.removeEmptyFolder(path('f'));
      expect(await files.list(path('f'))).toEqual(['inner']);
      await changes.removeEmptyFolder(path('f', 'inner'));
      await changes.removeEmptyFolder(path('f', 'inner'));
      expect(await files.list(path('f'))).toEqual([]);
    });

    test('switches a link although a killed process left its half of the work', async () => {
      await symlink('nowhere', path('.half.next'));
      await changes.switchLink(path('half'), 'target');
      expect(await files.linkTarget(path('half'))).toBe('target');
      expect(await files.facts(path('.half.next'))).toBeNull();
    });

    test('makes a fresh scratch folder each time, whatever its purpose is called', async () => {
      const made = await changes.makeScratch(path('s'), '../umd-5/voms');
      const other = await changes.makeScratch(path('s'), '../umd-5/voms');
      expect(made).not.toBe(other);
      expect((await files.list(path('s')))?.length).toBe(2);
      expect(await files.list(made)).toEqual([]);
    });
  });
}
