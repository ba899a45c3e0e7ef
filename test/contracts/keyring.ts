import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Keyrings } from '../../src/ports/keyring.ts';

/** A key that can sign, and how its public part is handed over. */
export interface ContractKey {
  readonly armored: string;
  readonly sign: (content: string) => Promise<Uint8Array>;
  readonly clearsign: (text: string) => Promise<Uint8Array>;
}

/** Keyrings under test, two keys, and a folder for files. */
export interface KeyringBench {
  readonly keyrings: Keyrings;
  readonly ours: ContractKey;
  readonly other: ContractKey;
  readonly folder: string;
}

/** What every keyring promises. */
export function keyringContract(name: string, open: () => Promise<KeyringBench>): void {
  describe(`${name} keeps the promises of a keyring`, () => {
    let bench: KeyringBench;
    beforeAll(async () => {
      bench = await open();
    });

    const kindOf = (keys: readonly string[], signature: Uint8Array, content: string) =>
      bench.keyrings.use(keys, async (keyring) => {
        const file = join(await mkdtemp(join(bench.folder, 'content-')), 'content');
        await writeFile(file, content);
        const inMemory = await keyring.checkDetached(signature, Buffer.from(content));
        expect(await keyring.checkDetached(signature, { path: file })).toEqual(inMemory);
        return inMemory.kind;
      });

    test('tells good, changed, foreign and unreadable signatures apart, of bytes and of files', async () => {
      const { ours, other } = bench;
      const signature = await ours.sign('content');
      expect(await kindOf([ours.armored], signature, 'content')).toBe('good');
      expect(await kindOf([other.armored, ours.armored], signature, 'content')).toBe('good');
      expect(await kindOf([ours.armored], signature, 'contents')).toBe('bad');
      expect(await kindOf([ours.armored], await other.sign('content'), 'content')).toBe('other-key');
      expect(await kindOf([], signature, 'content')).toBe('other-key');
      expect(await kindOf([ours.armored], Buffer.from('no signature'), 'content')).toBe('malformed');
      expect(await kindOf([ours.armored], Buffer.alloc(0), 'content')).toBe('malformed');
    });

    test('gives the text of a clear-signed envelope with its judgement', async () => {
      const envelope = await bench.ours.clearsign('a text\nof lines\n');
      await bench.keyrings.use([bench.ours.armored], async (keyring) => {
        const { verdict, text } = await keyring.checkClearsigned(envelope);
        expect(verdict.kind).toBe('good');
        expect(Buffer.from(text ?? []).toString()).toBe('a text\nof lines\n');
        const changed = Buffer.from(Buffer.from(envelope).toString().replace('a text', 'b text'));
        expect((await keyring.checkClearsigned(changed)).verdict.kind).toBe('bad');
      });
    });

    test('has a block for each of its keys', async () => {
      const keys = [bench.ours.armored, bench.other.armored];
      await bench.keyrings.use(keys, async ({ blocks }) => expect(blocks).toHaveLength(2));
    });
  });
}
