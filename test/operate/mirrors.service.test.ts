import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readlinkSync, realpathSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { aptUpdate, dnfMakecache } from '../../scripts/provider/clients.ts';
import { answersWithin, freePort } from '../../scripts/provider/loopback.ts';
import type { Generation } from '../../src/domain/generation.ts';
import type { Member } from '../../src/domain/member.ts';
import type { Repository } from '../../src/domain/repository.ts';
import { liveLink } from '../../src/formats/repository-layout.ts';
import { publishGeneration } from '../../src/publish/publish-generation.ts';
import { blocksOf, pageAt } from '../docs/pages.ts';
import { addRelease, apt, type Bench, closeBench, openBench, requestOf, yum } from '../publish/bench.ts';
import { exportKeyring, viewOf } from '../publish/client-view.ts';

const page = pageAt('docs/operate/mirrors.md');
const commands = 4;
const manyMinutes = 300_000;
const repositories = [yum, apt];

let bench: Bench;
let keyring = '';
let daemon: ChildProcess | undefined;
let port = 0;
let mirror = '';
const members = new Map<Repository, readonly Member[]>();
const latest = new Map<Repository, Generation>();

beforeAll(async () => {
  bench = await openBench();
  mirror = join(bench.folder, 'mirror');
  keyring = exportKeyring(join(bench.folder, 'gpg'), join(bench.folder, 'keyring.gpg'));
  for (const repository of repositories) {
    const releases: Member[] = [];
    for (const version of ['1', '2', '3']) {
      const packages = [{ name: 'tool', version }];
      const release = `umd-5/tool-${repository.format}-${version}.0.0`;
      releases.push(await addRelease(bench, repository, { release, packages }));
    }
    members.set(repository, releases);
  }
  await publishAll();
  await startDaemon();
  await wholeRun();
});
afterAll(async () => {
  daemon?.kill('SIGTERM');
  await closeBench(bench);
});

async function publishAll(): Promise<void> {
  for (const repository of repositories) {
    const before = latest.get(repository);
    const wanted = { members: memberAt(repository, before?.number ?? 0), keepGenerations: 5 };
    const request = requestOf(bench, repository, before === undefined ? wanted : { ...wanted, before });
    latest.set(repository, (await publishGeneration(bench.deps, request)).generation);
  }
}

function memberAt(repository: Repository, number: number): readonly Member[] {
  const at = number % 3;
  return (members.get(repository) ?? []).slice(at, at + 1);
}

function blockOf(language: string, beginning = ''): string {
  const ofLanguage = blocksOf(page).filter((each) => each.language === language);
  const block = ofLanguage.find(({ text }) => text.startsWith(beginning));
  if (block === undefined) throw new Error(`the page has no ${language}`);
  return block.text;
}

/** The text with the value of each of these settings, which must all be there. */
function withSettings(text: string, settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings).reduce((before, [name, value]) => {
    const line = new RegExp(`^(${name} ?= ?)[^ \\n]*`, 'm');
    if (!line.test(before)) throw new Error(`the page does not set ${name}`);
    return before.replace(line, `$1${value}`);
  }, text);
}

/** The daemon of the page on a port and in a folder of our own, where only its owner may look. */
async function startDaemon(): Promise<void> {
  port = await freePort(0);
  const owner = process.getuid?.() === 0 ? 'root' : String(process.getuid?.() ?? '');
  const group = process.getuid?.() === 0 ? 'root' : String(process.getgid?.() ?? '');
  const text = withSettings(blockOf('ini'), {
    uid: owner,
    gid: group,
    'use chroot': 'no',
    path: bench.root.path,
  });
  const file = join(bench.folder, 'rsyncd.conf');
  await writeFile(file, `address = 127.0.0.1\nport = ${port}\n${text}`);
  daemon = spawn('rsync', ['--daemon', '--no-detach', `--config=${file}`], { stdio: 'ignore' });
  const answers = async () => {
    await sleep(100);
    return fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      (error: unknown) => !/ECONNREFUSED/.test(String((error as Error).cause)),
    );
  };
  expect(await answersWithin(10, { isAlive: () => daemon?.exitCode === null, answers })).toBe(true);
}

/** The script of the page for our folders, with no more than its first commands. */
async function scriptWith(first: number): Promise<string> {
  const text = withSettings(blockOf('sh', '#!/bin/sh\n'), {
    from: `rsync://127.0.0.1:${port}/production`,
    to: mirror,
    noted: join(bench.folder, 'noted'),
  });
  const lines = text.trimEnd().split('\n');
  const found = lines.filter((line) => /^(?:links|content) "?-?/.test(line)).length;
  expect(found).toBe(commands);
  const file = join(bench.folder, `mirror-${first}.sh`);
  await writeFile(file, `${lines.slice(0, lines.length - (commands - first)).join('\n')}\n`);
  return file;
}

async function start(first: number): Promise<ChildProcess> {
  // A group of its own, so that rsync ends with it.
  return spawn('sh', [await scriptWith(first)], { stdio: ['ignore', 'ignore', 'inherit'], detached: true });
}

async function wholeRun(first = commands): Promise<void> {
  expect(await ended(await start(first))).toBe(0);
}

function ended(run: ChildProcess): Promise<number | null> {
  return run.exitCode !== null || run.signalCode !== null
    ? Promise.resolve(run.exitCode)
    : new Promise((resolve) => run.once('close', resolve));
}

/** Reads the whole mirror as clients do, packages and all; throws at the first untruth. */
function numbersOnMirror(root = mirror): readonly string[] {
  return repositories.map((repository) => {
    const { live, packages } = viewOf(repository, join(root, repository.path), keyring);
    expect(packages).toHaveLength(1);
    return /\d{6}/.exec(live)?.[0] ?? live;
  });
}

/** Looks; false when a link was switched in the middle of it, so that this look says nothing. */
function looked(): boolean {
  const links = () =>
    repositories.map(({ path, format }) => readlinkSync(join(mirror, path, liveLink(format)))).join();
  const before = links();
  try {
    numbersOnMirror();
    return true;
  } catch (error) {
    if (links() === before) throw error;
    return false;
  }
}

const numbersAtHome = () => numbersOnMirror(bench.root.path);

describe('a mirror made by the script of the page', () => {
  afterEach(() => {
    numbersOnMirror();
  });

  test('has what the repositories have, and nothing that is gone', async () => {
    for (let at = 0; at < 6; at += 1) await publishAll();
    await wholeRun();
    expect(numbersOnMirror()).toEqual(numbersAtHome());
    const all = async (root: string) => (await readdir(root, { recursive: true })).sort();
    expect(await all(mirror)).toEqual(await all(bench.root.path));
  });

  test(
    'is whole whenever one looks, while it is renewed and while we publish',
    async () => {
      let looks = 0;
      for (let round = 0; round < 4; round += 1) {
        await publishAll();
        const run = await start(commands);
        const publishing = publishAll();
        while (run.exitCode === null) {
          if (looked()) looks += 1;
          await sleep(5);
        }
        expect(run.exitCode).toBe(0);
        await publishing;
      }
      expect(looks).toBeGreaterThan(8);
    },
    manyMinutes,
  );

  test.each([1, 2, 3])('is whole when it stops after command %i and we publish on', async (first) => {
    await publishAll();
    await wholeRun(first);
    numbersOnMirror();
    await publishAll();
    await publishAll();
    await wholeRun();
    expect(numbersOnMirror()).toEqual(numbersAtHome());
  });

  test(
    'is whole when it is killed at any time, and the next run goes on',
    async () => {
      for (let delay = 20; delay <= 320; delay += 50) {
        await publishAll();
        const run = await start(commands);
        await sleep(delay);
        if (run.pid !== undefined && run.exitCode === null) process.kill(-run.pid, 'SIGKILL');
        await ended(run);
        numbersOnMirror();
      }
      await wholeRun();
      expect(numbersOnMirror()).toEqual(numbersAtHome());
    },
    manyMinutes,
  );

  test('shows an old path that was linked to the new one, and goes on doing so', async () => {
    await bench.deps.changes.switchLink(join(bench.root.path, 'old'), 'umd');
    await publishAll();
    await wholeRun();
    const { live } = viewOf(yum, join(mirror, yum.path.replace(/^umd/, 'old')), keyring);
    expect(live).toContain(numbersOnMirror()[0]);
    await wholeRun();
    expect(readlinkSync(join(mirror, 'old'))).toBe('umd');
    await bench.deps.changes.remove(join(bench.root.path, 'old'));
    await wholeRun();
    expect(existsSync(join(mirror, 'old'))).toBe(false);
  });

  test('holds no link that leads out of it, and neither do the repositories', async () => {
    for (const root of [mirror, bench.root.path]) {
      const entries = await readdir(root, { recursive: true, withFileTypes: true });
      const links = entries.filter((entry) => entry.isSymbolicLink());
      expect(links.length).toBeGreaterThan(2);
      for (const { parentPath, name } of links) {
        const repository = repositories.find(({ path }) => parentPath.startsWith(join(root, path)));
        const inside = realpathSync(join(root, repository?.path ?? 'nowhere')) + sep;
        expect(realpathSync(join(parentPath, name)).startsWith(inside)).toBe(true);
      }
    }
  });

  test('is taken by real clients that know its address alone', async () => {
    const [repo, sources] = [await clientFile(yum, '.repo'), await clientFile(apt, '.sources')];
    const [home, away] = [bench.root.url, `file://${mirror}`];
    const plain = repo.replace(/^metalink=.*\n#baseurl=.*$/m, `baseurl=${away}/${yum.path}/`);
    const work = join(bench.folder, 'client');
    await mkdir(work, { recursive: true });
    expect(await dnfMakecache({ workDir: join(work, 'dnf'), repo: plain })).toContain(
      'Metadata cache created',
    );
    await aptUpdate({ workDir: join(work, 'apt'), sources: sources.replace(home, away) });
  });
});

async function clientFile(repository: Repository, ending: string): Promise<string> {
  const folder = join(mirror, repository.path);
  const name = (await readdir(folder)).find((each) => each.endsWith(ending));
  return readFile(join(folder, name ?? ending), 'utf8');
}

test('a mirror made by one plain rsync is broken for a while, so that looking would have told', async () => {
  const plain = join(bench.folder, 'plain');
  const url = `rsync://127.0.0.1:${port}/production/`;
  execFileSync('rsync', ['-rlt', '--delete', '--', url, plain]);
  await publishAll();
  const link = join(plain, yum.path, 'repodata');
  const before = readlinkSync(link);
  // Slow, as the way to a mirror may be.
  const run = spawn('rsync', ['-rlt', '--delete', '--bwlimit=1', '--', url, plain], { stdio: 'ignore' });
  try {
    while (readlinkSync(link) === before && run.exitCode === null) await sleep(5);
    expect(existsSync(join(link, 'repomd.xml'))).toBe(false);
    expect(() => numbersOnMirror(plain)).toThrow();
  } finally {
    run.kill('SIGKILL');
    await ended(run);
  }
});
