import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aptUpdate, dnfMakecache, installWithApt, installWithDnf } from '../../scripts/provider/clients.ts';
import { makeSigningKey, type SigningKey, stopAgent } from '../../scripts/provider/make-signing-key.ts';
import type { Generation } from '../../src/domain/generation.ts';
import { instantOfMs } from '../../src/domain/instant.ts';
import type { Repository } from '../../src/domain/repository.ts';
import { publishGeneration } from '../../src/publish/publish-generation.ts';
import { addRelease, apt, type Bench, closeBench, openBench, requestOf, yum } from './bench.ts';

let bench: Bench;
let provider: SigningKey;
let work = '';
const published = new Map<string, Generation>();

beforeAll(async () => {
  bench = await openBench();
  work = join(bench.folder, 'client');
  provider = await makeSigningKey({ home: join(bench.folder, 'emi'), userId: 'EMI <emi@example.org>' });
  for (const repository of [yum, apt]) {
    const members = [];
    for (const name of ['voms', 'argus', 'dcache']) {
      const packages = [1, 2].map((at) => ({ name: `${name}-${at}`, version: '1.0.0' }));
      members.push(
        await addRelease(bench, repository, {
          release: `umd-5/${name}-${repository.format}-1.0.0`,
          packages,
          key: provider,
        }),
      );
    }
    const keys = new Map([['keys/emi.asc', await readFile(provider.publicKeyFile, 'utf8')]]);
    const { generation } = await publishGeneration(
      bench.deps,
      requestOf(bench, repository, { members, keys }),
    );
    published.set(repository.format, generation);
  }
});
afterAll(async () => {
  await stopAgent(provider.home);
  await closeBench(bench);
});

const names = ['voms', 'argus', 'dcache'].flatMap((name) => [`${name}-1`, `${name}-2`]);

function folderOf(repository: Repository): string {
  return join(bench.root.path, repository.path);
}

async function clientFile(repository: Repository, ending: string): Promise<string> {
  return readFile(join(folderOf(repository), `${repository.key.replaceAll('/', '-')}${ending}`), 'utf8');
}

/** The published metadata files in compressed form. */
function packed(repository: Repository): readonly string[] {
  const files = published.get(repository.format)?.files ?? [];
  const live = join(folderOf(repository), 'generations/000001');
  return files.filter((file) => file.path.endsWith('.gz')).map((file) => join(live, file.path));
}

describe('the yum repository', () => {
  test('is taken by dnf with signature checks of metadata and packages', async () => {
    const repo = await clientFile(yum, '.repo');
    expect(repo).toContain('\ngpgcheck=1\nrepo_gpgcheck=1\n');
    const { installed } = await installWithDnf({ workDir: join(work, 'dnf'), repo, packages: names });
    expect(installed).toEqual([...names].sort().map((name) => `${name}-1.0.0-1`));
  });

  test('is refused by dnf at its plain address when repomd.xml has changed after signing', async () => {
    const repo = (await clientFile(yum, '.repo')).replace(/^metalink=.*\n#baseurl=/m, 'baseurl=');
    expect(repo).toContain('\nbaseurl=');
    const copy = join(bench.folder, 'sw/copy');
    execFileSync('cp', ['-a', '--', folderOf(yum), copy]);
    const path = join(copy, 'repodata/repomd.xml');
    const text = await readFile(path, 'utf8');
    await rm(path);
    await bench.deps.changes.write(path, text.replace(/<revision>\d/, '<revision>9'));
    const wish = { workDir: join(work, 'dnf-bad'), repo: repo.replaceAll(`/${yum.path}`, '/copy') };
    await expect(dnfMakecache(wish)).rejects.toThrow(/repomd\.xml/);
  });

  test('gives libsolv every package with the version of its header', () => {
    const [primary = ''] = packed(yum).filter((path) => path.includes('primary'));
    const script = [
      'import solv, sys',
      'pool = solv.Pool()',
      'repo = pool.add_repo("stage")',
      'assert repo.add_rpmmd(solv.xfopen(sys.argv[1]), None)',
      'print("\\n".join(sorted(str(s) for s in repo.solvables)))',
    ].join('\n');
    const answer = execFileSync('/usr/bin/python3', ['-c', script, primary], { encoding: 'utf8' });
    expect(answer.trim().split('\n')).toEqual([...names].sort().map((name) => `${name}-1.0.0-1.noarch`));
    const solv = execFileSync('repo2solv', ['--', folderOf(yum)], { stdio: 'pipe', maxBuffer: 10_000_000 });
    for (const name of names) expect(solv.includes(name)).toBe(true);
  });

  test('is read by createrepo_c as a repository of these packages', async () => {
    const output = join(work, 'merged');
    await mkdir(output, { recursive: true });
    const url = `file://${folderOf(yum)}`;
    const plain = ['--no-database', '--omit-baseurl'];
    execFileSync('mergerepo_c', [...plain, '-r', url, '-o', output], { stdio: 'pipe' });
    const [primary = ''] = (await readdir(join(output, 'repodata'))).filter((name) =>
      name.includes('primary'),
    );
    const merged = gunzipSync(await readFile(join(output, 'repodata', primary)));
    expect(merged.toString('utf8').match(/<package /g)).toHaveLength(names.length);
  });
});

describe('the apt repository', () => {
  test('is taken by apt with its date checks on, from one file that holds the key', async () => {
    const sources = await clientFile(apt, '.sources');
    const { installed } = await installWithApt({ workDir: join(work, 'apt'), sources, packages: names });
    expect(installed).toEqual([...names].sort().map((name) => `${name}-1.0.0`));
  });

  test('is taken by apt although the uncompressed index is listed and absent', async () => {
    const index = join(folderOf(apt), 'dists/bookworm/main/binary-amd64');
    expect(await bench.deps.files.list(index)).toEqual(['Packages.gz', 'by-hash']);
    const release = await readFile(join(folderOf(apt), 'dists/bookworm/Release'), 'utf8');
    expect(release).toMatch(/ main\/binary-amd64\/Packages\n/);
    await aptUpdate({ workDir: join(work, 'apt-lists'), sources: await clientFile(apt, '.sources') });
  });

  test('is refused by apt after its Valid-Until', async () => {
    const other = { ...apt, path: 'umd/old', key: 'production/umd-5/old' as Repository['key'] };
    const date = instantOfMs(Date.now() - 30 * 86_400_000);
    await publishGeneration(bench.deps, requestOf(bench, other, { members: [], date }));
    const sources = await clientFile(other, '.sources');
    await expect(aptUpdate({ workDir: join(work, 'apt-old'), sources })).rejects.toThrow(
      /expired|Valid-Until/,
    );
  });
});

describe('the joined metadata', () => {
  const readers: readonly (readonly [string, readonly [string, ...string[]]])[] = [
    ['zcat', ['zcat', '--']],
    [
      'gzip of Python',
      ['/usr/bin/python3', '-c', 'import gzip,sys; sys.stdout.buffer.write(gzip.open(sys.argv[1]).read())'],
    ],
    [
      'one-shot zlib of Python',
      [
        '/usr/bin/python3',
        '-c',
        'import zlib,sys; sys.stdout.buffer.write(zlib.decompressobj(31).decompress(open(sys.argv[1],"rb").read()))',
      ],
    ],
    [
      'IO::Uncompress::Gunzip of Perl',
      ['perl', '-MIO::Uncompress::Gunzip=gunzip', '-e', 'gunzip($ARGV[0] => "-") or die'],
    ],
  ];

  test.each(readers)('is read whole by %s', (_name, [program, ...args]) => {
    const files = [...packed(yum), ...packed(apt)];
    expect(files).toHaveLength(4);
    for (const file of files) {
      const read = execFileSync(program, [...args, file], { maxBuffer: 50_000_000 });
      expect(read.equals(gunzipSync(execFileSync('cat', ['--', file])))).toBe(true);
      for (const name of names) expect(read.includes(name)).toBe(true);
    }
  });
});
