// What people, programs and disks do to a published tree behind its owner's back. Every one changes something.
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** A published repository with everything that a mutation may want to know of it. */
export interface Target {
  /** Absolute. */
  readonly folder: string;
  readonly format: 'yum' | 'apt';
}

/** A number from 0 up to `below`, anew at each call. */
export type Dice = (below: number) => number;

/** Dice that fall in the same way for the same seed. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** The same values in the order that the dice give. */
export function shuffled<T>(values: readonly T[], dice: Dice): readonly T[] {
  const rest = [...values];
  return values.flatMap(() => rest.splice(dice(rest.length), 1));
}

type Mutation = (target: Target, dice: Dice) => string;

const all = ({ folder }: Target) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
const files = (target: Target) => all(target).filter((path) => lstatSync(path).isFile());
const folders = (target: Target) => all(target).filter((path) => lstatSync(path).isDirectory());
const packages = (target: Target) => files(target).filter((path) => /\.(rpm|deb)$/.test(path));
const metadata = (target: Target) => files(target).filter((path) => !/\.(rpm|deb)$/.test(path));
const live = ({ folder, format }: Target) => join(folder, format === 'yum' ? 'repodata' : 'dists');
const liveFolder = (target: Target) => join(target.folder, dirname(readlinkSync(live(target))));

function one(paths: readonly string[], dice: Dice): string {
  const path = paths[dice(paths.length)];
  if (path === undefined) throw new Error('there is nothing to choose from');
  return path;
}

function flip(path: string, dice: Dice): void {
  const bytes = readFileSync(path);
  const at = dice(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << dice(8));
  writeFileSync(path, bytes);
}

function linkTo(target: Target, to: string): void {
  rmSync(live(target), { recursive: true, force: true });
  symlinkSync(to, live(target));
}

const onMetadata: Readonly<Record<string, Mutation>> = {
  'a byte edited in place': (target, dice) => {
    const path = one(metadata(target), dice);
    flip(path, dice);
    return path;
  },
  'a byte edited in place and the time set back': (target, dice) => {
    const path = one(metadata(target), dice);
    const { atime, mtime } = lstatSync(path);
    flip(path, dice);
    utimesSync(path, atime, mtime);
    return path;
  },
  'a file cut short': (target, dice) => {
    const path = one(metadata(target), dice);
    truncateSync(path, dice(lstatSync(path).size));
    return path;
  },
  'a file made longer': (target, dice) => {
    const path = one(metadata(target), dice);
    appendFileSync(path, 'x');
    return path;
  },
  'generation.json edited': (target) => {
    const path = join(liveFolder(target), 'generation.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"number":3', '"number":4'));
    return path;
  },
  'generation.json replaced by garbage': (target) => {
    const path = join(liveFolder(target), 'generation.json');
    writeFileSync(path, '{"number":');
    return path;
  },
  'the signature of another generation': (target) => {
    const path = join(liveFolder(target), 'generation.json.asc');
    const other = join(target.folder, 'generations/000002/generation.json.asc');
    writeFileSync(path, readFileSync(other));
    return path;
  },
  'two files in each other’s place': (target, dice) => {
    const first = one(metadata(target), dice);
    const bytes = readFileSync(first);
    const others = metadata(target).filter((path) => !readFileSync(path).equals(bytes));
    const second = one(others, dice);
    renameSync(first, `${first}.x`);
    renameSync(second, first);
    renameSync(`${first}.x`, second);
    return `${first} and ${second}`;
  },
  'what clients copy edited': ({ folder }, dice) => {
    const offered = readdirSync(folder).filter((name) => /\.(repo|sources)$/.test(name));
    const path = one(
      [...offered.map((name) => join(folder, name)), join(folder, 'keys/stagepost.asc')],
      dice,
    );
    appendFileSync(path, '\n# edited\n');
    return path;
  },
};

const gone: Readonly<Record<string, Mutation>> = {
  'a file deleted': (target, dice) => {
    const path = one(metadata(target), dice);
    rmSync(path);
    return path;
  },
  'a package deleted': (target, dice) => {
    const path = one(packages(target), dice);
    rmSync(path);
    return path;
  },
  'the packages of a release deleted': (target, dice) => {
    const path = dirname(one(packages(target), dice));
    rmSync(path, { recursive: true });
    return path;
  },
  'a generation deleted': (target, dice) => {
    const path = join(target.folder, 'generations', `00000${1 + dice(3)}`);
    rmSync(path, { recursive: true });
    return path;
  },
  'a file deleted that its name says the digest of': (target, dice) => {
    const path = one(
      files(target).filter((name) => /[0-9a-f]{64}/.test(name)),
      dice,
    );
    rmSync(path);
    return path;
  },
  'the live link removed': (target) => {
    rmSync(live(target));
    return live(target);
  },
  'the whole repository deleted': ({ folder }) => {
    rmSync(folder, { recursive: true });
    return folder;
  },
};

const rights: Readonly<Record<string, Mutation>> = {
  'a file that nobody may read': (target, dice) => {
    const path = one(files(target), dice);
    chmodSync(path, one2([0o000, 0o200, 0o400, 0o600], dice));
    return path;
  },
  'a file that anybody may write': (target, dice) => {
    const path = one(files(target), dice);
    chmodSync(path, one2([0o666, 0o777, 0o646, 0o664], dice));
    return path;
  },
  'a folder with other rights': (target, dice) => {
    const path = one([target.folder, ...folders(target)], dice);
    chmodSync(path, one2([0o700, 0o777, 0o711, 0o775], dice));
    return path;
  },
};

/** Only root can give files away. */
const owner: Readonly<Record<string, Mutation>> = {
  'a file that belongs to somebody else': (target, dice) => {
    const path = one(files(target), dice);
    chownSync(path, 65534, 65534);
    return path;
  },
};

const strangers: Readonly<Record<string, Mutation>> = {
  'a file too many': (target, dice) => {
    const path = join(
      one([target.folder, ...folders(target)], dice),
      one3(['index.html', '.x', '-rf', 'a b\n'], dice),
    );
    writeFileSync(path, 'x');
    return path;
  },
  'a folder too many': (target, dice) => {
    const path = join(
      one([target.folder, ...folders(target)], dice),
      one3(['tmp', '.building-000004', '000009'], dice),
    );
    mkdirSync(join(path, 'inner'), { recursive: true });
    writeFileSync(join(path, 'inner/file'), 'x');
    return path;
  },
  'a package too many': (target, dice) => {
    const path = one(packages(target), dice);
    cpSync(path, `${path}.${target.format === 'yum' ? 'rpm' : 'deb'}`);
    return path;
  },
  'a link that leads out': (target, dice) => {
    const path = join(one([target.folder, ...folders(target)], dice), 'etc');
    symlinkSync('/etc', path);
    return path;
  },
  'a link in place of a file': (target, dice) => {
    const path = one(files(target), dice);
    const aside = join(target.folder, '..', `aside-${dice(1e9)}`);
    renameSync(path, aside);
    symlinkSync(relative(dirname(path), aside), path);
    return path;
  },
  'a copy in place of a package': (target, dice) => {
    const path = one(packages(target), dice);
    execFileSync('cp', ['-p', '--', path, `${path}.x`]);
    renameSync(`${path}.x`, path);
    return path;
  },
  'a folder in place of a file': (target, dice) => {
    const path = one(files(target), dice);
    rmSync(path);
    mkdirSync(path);
    return path;
  },
  'a pipe in place of a file': (target, dice) => {
    const path = one(files(target), dice);
    rmSync(path);
    execFileSync('mkfifo', ['--', path]);
    return path;
  },
  'a link in place of the repository': ({ folder }) => {
    renameSync(folder, `${folder}-aside`);
    symlinkSync(`${folder}-aside`, folder);
    return folder;
  },
};

const swaps: Readonly<Record<string, Mutation>> = {
  'an earlier generation live': (target, dice) => {
    linkTo(target, readlinkSync(live(target)).replace('000003', `00000${1 + dice(2)}`));
    return readlinkSync(live(target));
  },
  'a copy of the live generation live': (target) => {
    cpSync(liveFolder(target), join(target.folder, 'generations/000099'), { recursive: true });
    linkTo(target, readlinkSync(live(target)).replace('000003', '000099'));
    return readlinkSync(live(target));
  },
  'an earlier generation under the number of the live one': (target) => {
    rmSync(liveFolder(target), { recursive: true });
    cpSync(join(target.folder, 'generations/000002'), liveFolder(target), { recursive: true });
    return liveFolder(target);
  },
  'a folder in place of the live link': (target) => {
    const real = join(liveFolder(target), target.format === 'yum' ? 'repodata' : 'dists');
    rmSync(live(target));
    cpSync(real, live(target), { recursive: true });
    return live(target);
  },
  'the live link led elsewhere': (target, dice) => {
    linkTo(
      target,
      one3(['/etc', '../../..', 'generations', 'keys', 'generations/../generations/000003'], dice),
    );
    return readlinkSync(live(target));
  },
};

function one2(values: readonly number[], dice: Dice): number {
  return values[dice(values.length)] ?? 0;
}

function one3(values: readonly string[], dice: Dice): string {
  return values[dice(values.length)] ?? '';
}

const mutations: Readonly<Record<string, Mutation>> = {
  ...onMetadata,
  ...gone,
  ...rights,
  ...(process.getuid?.() === 0 ? owner : {}),
  ...strangers,
  ...swaps,
};

/** The names of all kinds of mutation. */
export const kinds = Object.keys(mutations).sort();

/** Does one thing of a kind to a tree, and answers with what it was done to. */
export function mutate(kind: string, target: Target, dice: Dice): string {
  return mutations[kind]?.(target, dice) ?? '';
}
