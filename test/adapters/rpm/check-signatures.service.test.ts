import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildRpm } from '../../../scripts/provider/build-rpm.ts';
import { runTool } from '../../../scripts/provider/run-tool.ts';
import { systemClock } from '../../../src/adapters/clock/system-clock.ts';
import { localFileChanges } from '../../../src/adapters/files/change-files.ts';
import { localFiles } from '../../../src/adapters/files/read-files.ts';
import { providerKeyrings } from '../../../src/adapters/gpg/provider-keyring.ts';
import { processRunner } from '../../../src/adapters/process/run-command.ts';
import { readPackageHead } from '../../../src/adapters/rpm/read-package-head.ts';
import { openRpmTools } from '../../../src/adapters/rpm/rpm-tools.ts';
import type { SignatureVerdict } from '../../../src/domain/signature.ts';
import { failureIn } from '../failure-code.ts';
import { type KeyMuseum, type MuseumKey, openKeyMuseum } from '../key-museum.ts';

const recipe = {
  name: 'voms',
  version: '4.2.0',
  release: '1',
  arch: 'noarch',
  summary: 'a summary',
  license: 'MIT',
  files: { '/usr/share/voms/hello': 'hello' },
} as const;

let folder: string;
let museum: KeyMuseum;
let unsigned: string;

beforeAll(async () => {
  folder = await mkdtemp('/tmp/sp-rsig-');
  museum = await openKeyMuseum();
  await mkdir(join(folder, 'built'));
  unsigned = await buildRpm({ workDir: join(folder, 'built'), ...recipe });
});
afterAll(async () => {
  await museum.close();
  await rm(folder, { recursive: true });
});

const tools = () => {
  const local = { runner: processRunner, files: localFiles, changes: localFileChanges };
  return openRpmTools({ ...local, scratch: join(folder, 'scratch') });
};

/** The package under its name in a folder of its own. */
async function fresh(): Promise<string> {
  const file = join(await mkdtemp(join(folder, 'one-')), basename(unsigned));
  await copyFile(unsigned, file);
  return file;
}

async function signed(key: MuseumKey, options = ''): Promise<string> {
  const file = await fresh();
  const macros = {
    __gpg: '/usr/bin/gpg',
    _gpg_name: `${museum.fingerprints[key]}!`,
    _gpg_path: museum.home,
    _gpg_sign_cmd_extra_args: `--allow-weak-digest-algos --ignore-time-conflict ${options}`,
  };
  const defines = Object.entries(macros).flatMap(([name, value]) => ['--define', `${name} ${value}`]);
  await runTool({ program: 'rpmsign', args: [...defines, '--addsign', '--', file], home: museum.home });
  return file;
}

async function judge(...paths: readonly string[]): Promise<readonly SignatureVerdict[]> {
  const scratch = join(folder, 'scratch');
  const local = { runner: processRunner, files: localFiles, changes: localFileChanges };
  const keyrings = providerKeyrings({ ...local, clock: systemClock, scratch });
  const found = await keyrings.use([museum.armored], (keyring) => tools().checkSignatures(paths, keyring));
  expect(found.map(({ path }) => path)).toEqual(paths);
  return found.map(({ verdict }) => verdict);
}

/** Changes bytes of a file, and says where. */
async function edit(file: string, change: (bytes: Buffer) => Buffer): Promise<string> {
  await writeFile(file, change(await readFile(file)));
  return file;
}

describe('the signature of an rpm', () => {
  test.each<[MuseumKey, string, SignatureVerdict['kind']]>([
    ['good', '', 'good'],
    ['subkey', '', 'good'],
    ['expired', '--faked-system-time 20200110T000000', 'expired-key'],
    ['revoked', '', 'revoked-key'],
    ['revoked-subkey', '', 'revoked-key'],
    ['other', '', 'other-key'],
    ['good', '--digest-algo SHA1', 'weak'],
    ['good', '--digest-algo MD5', 'weak'],
    ['rsa1024', '', 'weak'],
    ['dsa1024', '--digest-algo SHA256', 'weak'],
    ['good', '--faked-system-time 20400101T000000', 'not-yet-valid'],
    ['future', '--faked-system-time 20400102T000000', 'not-yet-valid'],
  ])('by the key %s %s is judged as %s', async (key, options, kind) => {
    expect((await judge(await signed(key, options))).map((verdict) => verdict.kind)).toEqual([kind]);
  });

  test('is missed, also beside good ones, and judged for each package on its own', async () => {
    const files = [await signed('good'), unsigned, await signed('other'), await signed('subkey')];
    expect((await judge(...files)).map(({ kind }) => kind)).toEqual(['good', 'missing', 'other-key', 'good']);
  });

  test('does not fit a header that was changed', async () => {
    const changed = (bytes: Buffer) => {
      const at = bytes.indexOf('a summary');
      bytes.write('b', at);
      return bytes;
    };
    expect((await judge(await edit(await signed('good'), changed)))[0]?.kind).toBe('bad');
  });

  test('over the header covers the payload, too', async () => {
    const changed = (bytes: Buffer) => {
      bytes[bytes.length - 10] = (bytes[bytes.length - 10] ?? 0) ^ 1;
      return bytes;
    };
    const [verdict] = await judge(await edit(await signed('good'), changed));
    expect(verdict?.kind).toBe('bad');
    expect(verdict?.detail).toContain('Payload SHA256 digest: BAD');
  });

  test('of another package does not fit this one', async () => {
    const workDir = join(folder, 'other');
    await mkdir(workDir, { recursive: true });
    const other = await buildRpm({ workDir, ...recipe, summary: 'b summary' });
    const good = await readFile(await signed('good'));
    const head = await readPackageHead(unsigned);
    const start = typeof head === 'string' ? 0 : (await readFile(unsigned)).length - head.coveredBytes;
    const covered = (await readFile(other)).subarray(start);
    const signedHead = await readPackageHead(await signed('good'));
    const covers = typeof signedHead === 'string' ? 0 : signedHead.coveredBytes;
    const swapped = join(folder, 'swapped.rpm');
    await writeFile(swapped, Buffer.concat([good.subarray(0, good.length - covers), covered]));
    expect((await judge(swapped))[0]?.kind).toBe('bad');
  });
});

describe('an rpm that two readers could read in two ways', () => {
  const refused = async (change: (bytes: Buffer) => Buffer) => {
    const file = await edit(await fresh(), change);
    return (await failureIn(tools().identify([file]))).details.join('\n');
  };

  test('is refused when its lead has another name, or makes it a source package', async () => {
    const name = (bytes: Buffer) => {
      bytes.write('v0ms', 10);
      return bytes;
    };
    expect(await refused(name)).toContain('its lead calls it "v0ms-4.2.0-1", its header voms-4.2.0-1');
    const source = (bytes: Buffer) => {
      bytes.writeUInt16BE(1, 6);
      return bytes;
    };
    expect(await refused(source)).toMatch(/lead says that it is a source package|rpm cannot read it/);
  });

  test('is refused when something follows its payload', async () => {
    expect(await refused((bytes) => Buffer.concat([bytes, Buffer.from('more')]))).toMatch(
      /it says that \d+ bytes follow its signatures, and has \d+/,
    );
  });

  test('is refused when its header has an entry twice', async () => {
    const head = await readPackageHead(unsigned);
    const covered = typeof head === 'string' ? 0 : head.coveredBytes;
    const twice = (bytes: Buffer) => {
      // The entry of the summary becomes a second one of the name.
      const start = bytes.length - covered + 16;
      const at = bytes.indexOf(Buffer.from('000003ec', 'hex'), start);
      bytes.writeUInt32BE(1000, at);
      bytes.writeUInt32BE(6, at + 4);
      return bytes;
    };
    expect(await refused(twice)).toMatch(/its header has the entry 1000 twice|rpm cannot read it/);
  });

  test('is refused when it is cut short anywhere before its payload', async () => {
    for (const length of [3, 50, 100, 150, 500]) {
      const head = await edit(await fresh(), (bytes) => bytes.subarray(0, length));
      expect(await readPackageHead(head)).toMatch(/lead|header/);
    }
  });
});
