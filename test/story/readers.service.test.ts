import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareAptRoot } from '../../scripts/provider/apt-root.ts';
import { runTool, type ToolRun } from '../../scripts/provider/run-tool.ts';
import { folderOf, liveFolder } from './published.ts';
import { recordedText } from './recorded.ts';
import { type Story, startStory, toProduction, toStageRollout } from './story.ts';

const yum = 'production/umd-5/el9/x86_64/base';
const apt = 'production/umd-5/debian-12/amd64/base';
const names: Readonly<Record<string, readonly string[]>> = {
  [yum]: ['voms-admin', 'voms-clients'],
  [apt]: ['voms-doc', 'voms-server'],
};

let story: Story;
/** A home of gpg that knows nothing but the public key that the repositories offer. */
let trusting = '';

beforeAll(async () => {
  story = await startStory();
  const voms = await story.provider.offer({
    product: 'voms',
    version: '4.2.0',
    rpms: namesIn(yum),
    debs: namesIn(apt),
  });
  story.submit(voms);
  story.edit(voms, { desiredState: 'InVerification' });
  story.edit(voms, toStageRollout);
  story.edit(voms, toProduction);
  const { code, err } = await story.onHost('apply');
  if (code !== 0) throw new Error(err);
  trusting = join(story.work, 'trusting');
  mkdirSync(trusting, { mode: 0o700 });
  const key = join(folderOf(story, yum), 'keys/stagepost.asc');
  await gpg('--quiet', '--import', '--', key);
});
afterAll(() => story.stop());

function namesIn(key: string): readonly string[] {
  return names[key] ?? [];
}

function tool(program: string, args: readonly string[], more: Partial<ToolRun> = {}) {
  return runTool({ program, args, home: story.work, ...more });
}

function gpg(...args: readonly string[]) {
  return tool('gpg', ['--homedir', trusting, '--batch', '--no-auto-key-retrieve', ...args]);
}

/** The compressed metadata files of a live generation that this generation made itself. */
function packed(key: string): readonly string[] {
  const { files } = JSON.parse(readFileSync(join(liveFolder(story, key), 'generation.json'), 'utf8'));
  const paths: readonly string[] = files.map((file: { path: string }) => file.path);
  return paths.filter((path) => path.endsWith('.gz')).map((path) => join(liveFolder(story, key), path));
}

describe('the published metadata of a release that went the whole way', () => {
  const python = 'import gzip, sys; sys.stdout.buffer.write(gzip.open(sys.argv[1]).read())';
  const perl =
    'use IO::Uncompress::Gunzip qw(gunzip $GunzipError); gunzip($ARGV[0] => "-") or die $GunzipError';

  test.each([
    ['zcat', ['zcat', '--']],
    ['the gzip module of Python', ['/usr/bin/python3', '-c', python]],
    ['IO::Uncompress::Gunzip of Perl', ['perl', '-e', perl]],
  ] as const)('%s reads every compressed file whole.', (_name, [program, ...args]) => {
    for (const key of [yum, apt]) {
      expect(packed(key).length).toBe(key === yum ? 3 : 1);
      for (const file of packed(key)) {
        const text = execFileSync(program, [...args, file]);
        expect(text.equals(gunzipSync(readFileSync(file)))).toBe(true);
        for (const name of namesIn(key)) expect(text.includes(name)).toBe(true);
      }
    }
  });

  test('libsolv of Python finds the packages by way of repomd.xml and its digests.', async () => {
    const script = `
import os, solv, sys
root = sys.argv[1]
pool = solv.Pool()
pool.setarch('x86_64')
repo = pool.add_repo('production')
assert repo.add_repomdxml(solv.xfopen(root + '/repodata/repomd.xml'), 0)
data = repo.Dataiterator_meta(solv.REPOSITORY_REPOMD_TYPE, 'primary', solv.Dataiterator.SEARCH_STRING)
data.prepend_keyname(solv.REPOSITORY_REPOMD)
for found in data:
    parent = found.parentpos()
    path = parent.lookup_str(solv.REPOSITORY_REPOMD_LOCATION)
    wanted = parent.lookup_checksum(solv.REPOSITORY_REPOMD_CHECKSUM)
    seen = solv.Chksum(wanted.type)
    seen.add_fd(os.open(root + '/' + path, os.O_RDONLY))
    assert seen == wanted, path
    assert repo.add_rpmmd(solv.xfopen(root + '/' + path), None, 0)
for each in sorted(repo.solvables, key=str):
    print(each, each.lookup_location()[0])
`;
    const { stdout } = await tool('/usr/bin/python3', ['-c', script, folderOf(story, yum)]);
    expect(stdout.split('\n')).toEqual(
      namesIn(yum).map((name) => {
        const file = `${name}-4.2.0-1.el9.noarch`;
        return `${file} pkgs/umd-5/voms-4.2.0/${file}.rpm`;
      }),
    );
  });

  test('repo2solv makes a solv file of it that names every package.', async () => {
    const solv = execFileSync('repo2solv', ['--', folderOf(story, yum)], { stdio: 'pipe' });
    for (const name of namesIn(yum)) expect(solv.includes(name)).toBe(true);
  });

  test('createrepo_c reads it as old metadata that it need not make again, and has nothing to complain of.', async () => {
    const copy = join(story.work, 'copy');
    execFileSync('cp', ['-rL', '--', folderOf(story, yum), copy]);
    const args = ['--update', '--skip-stat', '--no-database', '--verbose', '--', copy];
    const { log } = await tool('createrepo_c', args);
    for (const name of namesIn(yum)) expect(log).toContain(`CACHE HIT ${name}-4.2.0-1.el9.noarch.rpm`);
    expect(log).not.toMatch(/warning|error|critical|damaged/i);
  });

  test('apt-cache knows the packages after a refresh with all checks on.', async () => {
    const folder = folderOf(story, apt);
    const sources = readFileSync(join(folder, 'production-umd-5-debian-12-amd64-base.sources'), 'utf8');
    const { env } = await prepareAptRoot({ workDir: join(story.work, 'apt'), sources });
    await tool('apt-get', ['update'], { env });
    const { stdout } = await tool('apt-cache', ['pkgnames'], { env });
    expect(stdout.split('\n').sort()).toEqual(namesIn(apt));
    for (const name of namesIn(apt)) {
      const shown = await tool('apt-cache', ['show', '--', name], { env });
      expect(shown.stdout).toContain(`\nFilename: pool/umd-5/voms-4.2.0/${name}_4.2.0-1_all.deb\n`);
      expect((await tool('apt-cache', ['policy', '--', name], { env })).stdout).toContain(
        'Candidate: 4.2.0-1',
      );
    }
  });
});

describe('the signatures of a release that went the whole way', () => {
  test('The key that the repositories offer is the one of the host.', async () => {
    const home = join(story.state, 'gnupg');
    const own = await tool('gpg', ['--homedir', home, '--batch', '--with-colons', '--list-keys']);
    const offered = await gpg('--with-colons', '--list-keys');
    const fingerprint = /^fpr:+([0-9A-F]{40}):/m;
    expect(fingerprint.exec(offered.stdout)?.[1]).toBe(fingerprint.exec(own.stdout)?.[1]);
  });

  test('gpg verifies each signed file of both formats against that key alone.', async () => {
    const [live, other] = [liveFolder(story, yum), liveFolder(story, apt)];
    const dist = join(other, 'dists/debian-12');
    const signed = [
      [join(live, 'repodata/repomd.xml.asc'), join(live, 'repodata/repomd.xml')],
      [join(dist, 'Release.gpg'), join(dist, 'Release')],
      [join(dist, 'InRelease')],
      [join(live, 'generation.json.asc'), join(live, 'generation.json')],
      [join(other, 'generation.json.asc'), join(other, 'generation.json')],
    ];
    for (const files of signed)
      expect((await gpg('--verify', '--', ...files)).log).toContain('Good signature');
  });

  test('gpg verifies the files that the record keeps, and they are those that are published.', async () => {
    const kept = [
      [yum, 'repodata', ['repomd.xml.asc', 'repomd.xml']],
      [apt, 'dists/debian-12', ['Release.gpg', 'Release']],
      [apt, 'dists/debian-12', ['InRelease']],
      [yum, '.', ['generation.json.asc', 'generation.json']],
      [apt, '.', ['generation.json.asc', 'generation.json']],
    ] as const;
    for (const [key, folder, files] of kept) {
      const paths = files.map((name) => {
        const text = recordedText(story, `repositories/${key}/${name}`);
        expect(text).toBe(readFileSync(join(liveFolder(story, key), folder, name), 'utf8'));
        const path = join(story.work, `recorded-${name}`);
        writeFileSync(path, text);
        return path;
      });
      expect((await gpg('--verify', '--', ...paths)).log).toContain('Good signature');
    }
  });

  test('gpg refuses a recorded generation that somebody has edited.', async () => {
    const path = join(story.work, 'edited.json');
    const text = recordedText(story, `repositories/${yum}/generation.json`);
    writeFileSync(path, text.replace('"number":2', '"number":3'));
    const signature = join(liveFolder(story, yum), 'generation.json.asc');
    await expect(gpg('--verify', '--', signature, path)).rejects.toThrow(/BAD signature/);
  });
});
