import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runTool } from '../../scripts/provider/run-tool.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import { readChecksumLines } from '../../src/formats/checksum-lines.ts';
import { temporaryFolder } from '../adapters/temporary-folder.ts';

const path = temporaryFolder();
const good = ['release.xml', 'el9/x86_64/a-1.0~rc1^2-1.noarch.rpm', 'debian-12/b_1+2:3_all.deb'];
const bad = ['back\\slash', 'line\nend', 'carriage\rreturn', 'spaces  in it', ') = x'];

async function sums(args: readonly string[], names: readonly string[]): Promise<Buffer> {
  const all = [...args, '--', ...names];
  const { stdout } = await runTool({ program: 'sha256sum', args: all, home: path(), cwd: path('files') });
  return Buffer.from(`${stdout}\n`);
}

test('What sha256sum of this machine writes is read as it meant it, in every form, and odd names are refused.', async () => {
  for (const folder of ['el9/x86_64', 'debian-12'])
    await mkdir(join(path('files'), folder), { recursive: true });
  for (const name of [...good, ...bad]) await writeFile(join(path('files'), name), name);
  const files = good.map((name) => ({ path: name, size: null, sha256: sha256Of(name) }));
  for (const args of [[], ['--binary'], ['--text'], ['--tag']]) {
    expect(readChecksumLines(await sums(args, good))).toEqual({ ok: true, value: files });
    const dotted = good.map((name) => `./${name}`);
    expect(readChecksumLines(await sums(args, dotted))).toEqual({ ok: true, value: files });
    const read = readChecksumLines(await sums(args, bad));
    const problems = read.ok ? [] : read.problems;
    expect(problems).toHaveLength(bad.length);
    for (const [at, name] of bad.entries())
      expect(problems[at]).toContain(`the path ${JSON.stringify(name)}`);
  }
});
