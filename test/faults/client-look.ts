// A client's look at everything that is published: whatever can be followed must lead to one whole signed generation.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Repository } from '../../src/domain/repository.ts';
import { viewOf } from '../publish/client-view.ts';
import type { Bench } from './bench.ts';

/** What all clients together see. */
export interface Seen {
  /** Packages by repository, which is a folder below the roots. */
  readonly packages: Readonly<Record<string, readonly string[]>>;
  /** Everything that is not whole or not well signed. */
  readonly problems: readonly string[];
}

/** Reads every repository whole: signatures, every named file by digest, and every package. */
export function lookAtAll({ work, keyring }: Pick<Bench, 'work' | 'keyring'>): Seen {
  const www = join(work, 'www');
  const packages: Record<string, readonly string[]> = {};
  const problems: string[] = [];
  for (const folder of repositoriesBelow(www)) {
    const name = relative(www, folder);
    try {
      packages[name] = remembered(folder, keyring);
    } catch (error) {
      problems.push(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
    }
  }
  return { packages, problems };
}

const known = new Map<string, readonly string[]>();

// The same bytes under the same names look the same again; most of a look is the work of gpgv.
function remembered(folder: string, keyring: string): readonly string[] {
  const bytes = digestOfAll(folder);
  const seen = known.get(bytes) ?? [...lookAt(folder, keyring)].sort();
  known.set(bytes, seen);
  return seen;
}

function digestOfAll(folder: string): string {
  const hash = createHash('sha256').update(folder);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    hash.update(`\0${path}\0`);
    if (entry.isSymbolicLink()) hash.update(readlinkSync(path));
    else if (entry.isFile()) hash.update(createHash('sha256').update(readFileSync(path)).digest());
  }
  return hash.digest('hex');
}

function lookAt(folder: string, keyring: string): readonly string[] {
  const yum = existsLink(join(folder, 'repodata'));
  const live = join(realpathSync(join(folder, yum ? 'repodata' : 'dists')), '..');
  const signed = [join(live, 'generation.json.asc'), join(live, 'generation.json')];
  execFileSync('gpgv', ['--keyring', keyring, '--', ...signed], { stdio: 'pipe' });
  const { files } = JSON.parse(readFileSync(join(live, 'generation.json'), 'utf8'));
  for (const { path, sha256 } of files) {
    const found = createHash('sha256')
      .update(readFileSync(join(live, path)))
      .digest('hex');
    if (found !== sha256) throw new Error(`${path} has another digest`);
  }
  const suite = yum ? '' : (readdirSync(join(folder, 'dists'))[0] ?? '');
  return viewOf({ format: yum ? 'yum' : 'apt', suite } as Repository, folder, keyring).packages;
}

/** Folders that have the link which clients follow; generations and packages are not looked into. */
function repositoriesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  if (['repodata', 'dists'].some((name) => existsLink(join(folder, name)))) return [folder];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'generations')
    .flatMap((entry) => repositoriesBelow(join(folder, entry.name)));
}

function existsLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** The states that the record gives the releases. */
export function recordedStates({ origin }: Pick<Bench, 'origin'>): Readonly<Record<string, string>> {
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['--git-dir', origin, ...args], { encoding: 'utf8', stdio: 'pipe' });
  const has = git('for-each-ref', 'refs/heads/stagepost-record') !== '';
  if (!has) return {};
  const files = git('ls-tree', '-r', '--name-only', 'stagepost-record', 'releases/')
    .split('\n')
    .filter(Boolean);
  return Object.fromEntries(
    files.map((file) => [file, JSON.parse(git('show', `stagepost-record:${file}`)).observed.state]),
  );
}
