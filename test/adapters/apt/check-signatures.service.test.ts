import { appendFile, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildDeb } from '../../../scripts/provider/build-deb.ts';
import { runTool } from '../../../scripts/provider/run-tool.ts';
import { readDebMembers } from '../../../src/adapters/apt/check-archive.ts';
import { openDebTools } from '../../../src/adapters/apt/deb-tools.ts';
import { systemClock } from '../../../src/adapters/clock/system-clock.ts';
import { localFileChanges } from '../../../src/adapters/files/change-files.ts';
import { localFiles } from '../../../src/adapters/files/read-files.ts';
import { providerKeyrings } from '../../../src/adapters/gpg/provider-keyring.ts';
import { processRunner } from '../../../src/adapters/process/run-command.ts';
import type { SignatureVerdict } from '../../../src/domain/signature.ts';
import { failureIn } from '../failure-code.ts';
import { type KeyMuseum, type MuseumKey, openKeyMuseum } from '../key-museum.ts';

let folder: string;
let museum: KeyMuseum;
let unsigned: string;

beforeAll(async () => {
  folder = await mkdtemp('/tmp/sp-dsig-');
  museum = await openKeyMuseum();
  await mkdir(join(folder, 'built'));
  const files = { '/usr/share/voms/hello': 'hello' };
  unsigned = await buildDeb({
    workDir: join(folder, 'built'),
    name: 'voms',
    version: '1.0',
    summary: 's',
    files,
  });
});
afterAll(async () => {
  await museum.close();
  await rm(folder, { recursive: true });
});

const tools = () =>
  openDebTools({ runner: processRunner, changes: localFileChanges, scratch: join(folder, 'scratch') });

/** The package under its name in a folder of its own, with members taken out by ar for signing. */
async function fresh(): Promise<{ readonly file: string; readonly parts: Buffer }> {
  const dir = await mkdtemp(join(folder, 'one-'));
  const file = join(dir, basename(unsigned));
  await copyFile(unsigned, file);
  await ar(dir, 'x', file);
  const names = (await readdir(dir)).filter((name) => !name.endsWith('.deb')).sort();
  const order = ['debian-binary', ...names.filter((name) => name !== 'debian-binary')];
  const parts = Buffer.concat(await Promise.all(order.map((name) => readFile(join(dir, name)))));
  return { file, parts };
}

async function ar(cwd: string, ...args: readonly string[]): Promise<void> {
  await runTool({ program: 'ar', args, home: folder, cwd });
}

/** Puts a signature into the package as debsigs does. */
async function put(file: string, signature: Uint8Array, member = '_gpgorigin'): Promise<string> {
  const dir = join(file, '..');
  await writeFile(join(dir, member), signature);
  await ar(dir, 'q', file, member);
  return file;
}

async function signed(key: MuseumKey, options: readonly string[] = []): Promise<string> {
  const { file, parts } = await fresh();
  return put(file, await museum.sign(key, parts, options));
}

async function judge(...paths: readonly string[]): Promise<readonly SignatureVerdict[]> {
  const local = { runner: processRunner, files: localFiles, changes: localFileChanges };
  const keyrings = providerKeyrings({ ...local, clock: systemClock, scratch: join(folder, 'scratch') });
  const found = await keyrings.use([museum.armored], (keyring) => tools().checkSignatures(paths, keyring));
  expect(found.map(({ path }) => path)).toEqual(paths);
  expect(await readdir(join(folder, 'scratch'))).toEqual([]);
  return found.map(({ verdict }) => verdict);
}

describe('the origin signature of a deb', () => {
  test.each<[MuseumKey, readonly string[], SignatureVerdict['kind']]>([
    ['good', [], 'good'],
    ['subkey', [], 'good'],
    ['good', ['--armor'], 'good'],
    ['expired', [], 'expired-key'],
    ['old', ['--default-sig-expire', '1d'], 'expired'],
    ['revoked', [], 'revoked-key'],
    ['revoked-subkey', [], 'revoked-key'],
    ['other', [], 'other-key'],
    ['good', ['--digest-algo', 'SHA1'], 'weak'],
    ['rsa1024', [], 'weak'],
    ['future', [], 'not-yet-valid'],
  ])('by the key %s %s is judged as %s', async (key, options, kind) => {
    expect((await judge(await signed(key, options))).map((verdict) => verdict.kind)).toEqual([kind]);
  });

  test('is missed, and not found in a signature of another role', async () => {
    const { file, parts } = await fresh();
    await put(file, await museum.sign('good', parts), '_gpgbuilder');
    expect((await judge(unsigned, file)).map(({ kind }) => kind)).toEqual(['missing', 'missing']);
  });

  test('does not fit other bytes, and is none when it is empty or something else', async () => {
    const { file } = await fresh();
    const other = await put(file, await museum.sign('good', 'other'));
    const text = await put((await fresh()).file, Buffer.from('text'));
    const empty = await put((await fresh()).file, Buffer.alloc(0));
    expect((await judge(other, text, empty)).map(({ kind }) => kind)).toEqual([
      'bad',
      'malformed',
      'malformed',
    ]);
  });

  test('does not keep a package from being read', async () => {
    expect(await tools().identify([await signed('good')])).toMatchObject([{ name: 'voms', version: '1.0' }]);
  });
});

describe('a deb that two readers could read in two ways', () => {
  const refusal = async (file: string) => {
    const { code, details } = await failureIn(tools().identify([file]));
    expect(code).toBe('content-refused');
    return details.join('\n');
  };

  test('is refused with a second control or data member, also if it is packed otherwise', async () => {
    for (const [member, kind] of [
      ['control.tar.gz', 'control.tar'],
      ['control.tar', 'control.tar'],
      ['data.tar.bz2', 'data.tar'],
    ] as const) {
      const file = await put((await fresh()).file, Buffer.from('x'), member);
      expect(await refusal(file)).toContain(`it has 2 members ${kind}: `);
    }
  });

  test('is refused with members in another order, or with one that no package has', async () => {
    const dir = join((await fresh()).file, '..');
    const names = (await readdir(dir)).filter((name) => /^(control|data)/.test(name)).sort();
    const [control = '', data = ''] = names;
    const turned = join(dir, 'turned.deb');
    await ar(dir, 'rc', turned, 'debian-binary', data, control);
    expect(await refusal(turned)).toContain('they must begin with debian-binary, control.tar, data.tar');
    const late = join(dir, 'late.deb');
    await ar(dir, 'rc', late, control, 'debian-binary', data);
    expect(await refusal(late)).toContain('they must begin with');
    const more = await put((await fresh()).file, Buffer.from('x'), 'extra');
    expect(await refusal(more)).toContain('it has a member extra, which no package has');
    const before = join(dir, 'before.deb');
    await writeFile(join(dir, '_first'), 'x');
    await ar(dir, 'rc', before, 'debian-binary', '_first', control, data);
    expect(await refusal(before)).toContain('they must begin with');
  });

  test('is refused with something behind it, with names of two kinds, and with a size that is none', async () => {
    const { file } = await fresh();
    await appendFile(file, 'trailing');
    expect(await refusal(file)).toContain('there is no member of an archive at byte');
    const long = (await fresh()).file;
    await put(long, Buffer.from('x'), 'a-name-that-is-longer-than-sixteen');
    expect(await refusal(long)).toMatch(/it has a member with the name "\/?[^"]*"/);
    const bytes = await readFile(unsigned);
    const field = 8 + 60 + 4 + 48;
    for (const size of ['-1', '0x10', '1e3', '4294967296', '']) {
      const odd = join(join((await fresh()).file, '..'), 'odd.deb');
      const changed = Buffer.from(bytes);
      changed.write(size.padEnd(10), field, 'latin1');
      await writeFile(odd, changed);
      expect(await refusal(odd)).toMatch(/no member of an archive|is cut short/);
    }
  });

  test('made by ar, which ends names with a slash, is read like one made by dpkg-deb', async () => {
    const dir = join((await fresh()).file, '..');
    const [control = '', data = ''] = (await readdir(dir))
      .filter((name) => /^(control|data)/.test(name))
      .sort();
    const made = join(dir, 'made.deb');
    await ar(dir, 'rc', made, 'debian-binary', control, data);
    expect(await readDebMembers(made)).toMatchObject({
      parts: [{ name: 'debian-binary' }, {}, {}],
      others: [],
    });
    expect(await tools().identify([made])).toHaveLength(1);
  });
});
