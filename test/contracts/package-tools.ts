import { copyFile, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sha256Of } from '../../src/domain/digest.ts';
import type { RepositoryFormat } from '../../src/domain/major-release.ts';
import type { PackageIdentity } from '../../src/domain/member.ts';
import { readBodies } from '../../src/intake/read-bodies.ts';
import type { PackageTools } from '../../src/ports/package-tools.ts';
import { failureIn } from '../adapters/failure-code.ts';

/** Tools under test and two packages whose headers are known. */
export interface ToolsBench {
  readonly tools: PackageTools;
  readonly format: RepositoryFormat;
  readonly folder: string;
  readonly packages: readonly { readonly path: string; readonly identity: PackageIdentity }[];
}

/** What the tools of every package format promise. */
export function packageToolsContract(name: string, open: () => Promise<ToolsBench>): void {
  describe(`${name} keeps the promises of package tools`, () => {
    let bench: ToolsBench;
    beforeAll(async () => {
      bench = await open();
    });

    test('reads headers in the order of the paths', async () => {
      const order = [...bench.packages, ...bench.packages].reverse();
      const found = await bench.tools.identify(order.map(({ path }) => path));
      expect(found).toEqual(order.map(({ identity }) => identity));
      expect(await bench.tools.identify([])).toEqual([]);
    });

    test('knows the file name that a header asks for', () => {
      for (const { path, identity } of bench.packages) {
        expect(bench.tools.fileNameOf(identity)).toBe(basename(path));
      }
    });

    test('names every file that is no package', async () => {
      const folder = await mkdtemp(join(bench.folder, 'bad-'));
      const bad = ['one', 'two'].map((each) => join(folder, each));
      await writeFile(bad[0] ?? '', '');
      await writeFile(bad[1] ?? '', '/etc/hostname\n');
      const failure = await failureIn(bench.tools.identify([...bad, bench.packages[0]?.path ?? '']));
      expect(failure.code).toBe('content-refused');
      expect(failure.details.map((line) => line.split(':')[0])).toEqual(['one', 'two']);
    });

    test('renders metadata that a second reader understands, and changes nothing in the folder', async () => {
      const folder = await mkdtemp(join(bench.folder, 'render-'));
      const packages = [];
      for (const { path, identity } of bench.packages) {
        await copyFile(path, join(folder, basename(path)));
        const bytes = await readFile(path);
        packages.push({ ...identity, file: basename(path), size: bytes.length, sha256: sha256Of(bytes) });
      }
      const before = await readdir(folder);
      const documents = await bench.tools.render(folder, 'below/umd-5/voms-4.2.0+2');
      const bodies = readBodies(bench.format, documents, { packages, prefix: 'below/umd-5/voms-4.2.0+2' });
      expect(bodies).toHaveLength(documents.length);
      expect(documents).not.toEqual([]);
      expect(bodies.every(({ content }) => content.length > 0)).toBe(true);
      expect(await readdir(folder)).toEqual(before);
    });

    test('does not render a folder with a file that is no package', async () => {
      const folder = await mkdtemp(join(bench.folder, 'broken-'));
      const name = basename(bench.packages[0]?.path ?? '');
      await writeFile(join(folder, name), 'this is no package');
      expect((await failureIn(bench.tools.render(folder, 'p'))).code).toBe('tool-refused');
    });
  });
}
