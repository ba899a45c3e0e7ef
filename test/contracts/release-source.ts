import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReleaseSourceReader } from '../../src/ports/release-source.ts';
import { failureIn } from '../adapters/failure-code.ts';

/** A provider that the contract can fill with files, and the reader under test. */
export interface ServedSource {
  readonly reader: ReleaseSourceReader;
  /** What the provider serves. */
  readonly folder: string;
  readonly url: string;
  /** An address at which nobody answers. */
  readonly deadUrl: string;
  /** A folder for what arrives. */
  readonly inbox: string;
  readonly stop: () => Promise<void>;
}

const limits = { maxFileBytes: 1000, maxSeconds: 30, acceptedTools: [] };

function agreedHosts(...urls: readonly string[]) {
  return { hosts: urls.map((url) => new URL(url).host), networks: [] };
}

/** What every source of releases promises. */
export function releaseSourceContract(name: string, serve: () => Promise<ServedSource>): void {
  describe(`${name} keeps the promises of a source`, () => {
    let served: ServedSource;
    let into: string;
    let agreed: ReturnType<typeof agreedHosts>;
    beforeAll(async () => {
      served = await serve();
      agreed = agreedHosts(served.url, served.deadUrl);
      await mkdir(join(served.folder, 'el9/x86_64'), { recursive: true });
      await writeFile(join(served.folder, 'top.xml'), 'top');
      for (const file of ['a.rpm', 'b+1~rc^2.rpm', 'extra.rpm']) {
        await writeFile(join(served.folder, 'el9/x86_64', file), `el9/${file}`);
      }
      await writeFile(join(served.folder, 'el9/x86_64', 'big.rpm'), 'x'.repeat(1001));
      // The same name higher up: the one that was asked for must arrive.
      await writeFile(join(served.folder, 'a.rpm'), 'wrong');
    });
    afterAll(() => served.stop());

    async function fetch(folder: string, files: readonly string[]): Promise<readonly string[]> {
      into = await mkdtemp(join(served.inbox, 'into-'));
      await served.reader.fetch({ url: served.url, folder, files, into, agreed, ...limits });
      return (await readdir(into)).sort();
    }

    test('fetches the named files of a folder and no other', async () => {
      expect(await fetch('el9/x86_64/', ['a.rpm', 'b+1~rc^2.rpm'])).toEqual(['a.rpm', 'b+1~rc^2.rpm']);
      expect(await readFile(join(into, 'a.rpm'), 'utf8')).toBe('el9/a.rpm');
    });

    test('fetches from the folder of the release itself', async () => {
      expect(await fetch('', ['top.xml'])).toEqual(['top.xml']);
    });

    test('leaves out what is missing, and what is larger than it may be', async () => {
      expect(await fetch('el9/x86_64/', ['a.rpm', 'missing.rpm', 'big.rpm'])).toEqual(['a.rpm']);
    });

    test('fetches into an empty folder only', async () => {
      const full = await mkdtemp(join(served.inbox, 'full-'));
      await writeFile(join(full, 'old'), '');
      const work = served.reader.fetch({
        url: served.url,
        folder: '',
        files: ['top.xml'],
        into: full,
        agreed,
        ...limits,
      });
      expect((await failureIn(work)).code).toBe('tool-refused');
    });

    test('fetches nothing from a host to which nobody agreed', async () => {
      const empty = await mkdtemp(join(served.inbox, 'other-'));
      const work = served.reader.fetch({
        url: served.url,
        folder: '',
        files: ['top.xml'],
        into: empty,
        agreed: { hosts: ['repo.example.org', '127.0.0.1:1', 'localhost'], networks: ['127.0.0.0/8'] },
        ...limits,
      });
      expect(await failureIn(work)).toMatchObject({ code: 'address-refused', treatment: 'needs-person' });
      expect(await readdir(empty)).toEqual([]);
    });

    test('says that a provider cannot be reached, and is ready to try again', async () => {
      const empty = await mkdtemp(join(served.inbox, 'dead-'));
      const work = served.reader.fetch({
        url: served.deadUrl,
        folder: '',
        files: ['a'],
        into: empty,
        agreed,
        ...limits,
      });
      expect(await failureIn(work)).toMatchObject({ code: 'provider-unreachable', treatment: 'retry' });
    });
  });
}
