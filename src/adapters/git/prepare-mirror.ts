import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Around, surrounded } from '../../ports/around.ts';
import { gitEnvironment } from './environment.ts';
import { type GitPlace, gitOutput, runGit } from './run-git.ts';

const lockAgeMs = 10 * 60 * 1000;

/** Who works with a mirror, and how. */
export interface MirrorUse {
  /** Whether no other process works with it now, so that every lock in it is a left-over of a killed one. */
  readonly sole?: boolean;
  /** Stands around what changes the mirror or its origin. */
  readonly around?: Around;
  /** Environment variables by which the processes of this host are known. */
  readonly mark?: Readonly<Record<string, string>>;
  /** Ends what git is doing when it is aborted. */
  readonly stop?: AbortSignal;
}

/** A bare repository of our own that follows `repository`: made when missing, its settings set when they differ. */
export async function prepareMirror(
  dir: string,
  repository: string,
  { sole, around, mark, stop }: MirrorUse,
): Promise<GitPlace> {
  const env = gitEnvironment({ ...mark, GIT_DIR: dir });
  const place = { dir, env, ...(stop === undefined ? {} : { stop }) };
  const methods = ['makeFolder', 'removeLeftOvers', 'init', 'set'] as const;
  const steps = surrounded(around, stepsIn(place), { port: 'git', methods });
  await steps.makeFolder();
  await steps.removeLeftOvers(sole === true ? 0 : lockAgeMs);
  await steps.init();
  const present = await presentSettings(place);
  for (const [key, value] of settingsFor(repository))
    if (!present.has(`${key}\n${value}`)) await steps.set(key, value);
  return place;
}

function stepsIn(place: GitPlace) {
  const { dir } = place;
  return {
    makeFolder: () => mkdir(dir, { recursive: true, mode: 0o700 }),
    removeLeftOvers: (olderThanMs: number) => removeLeftOvers(dir, olderThanMs),
    init: () =>
      gitOutput(place, ['init', '--quiet', '--bare', '--template='], { doing: `make the mirror ${dir}` }),
    set: (key: string, value: string) =>
      gitOutput(place, ['config', '--local', '--replace-all', key, value], { doing: `set ${key}` }),
  };
}

function settingsFor(repository: string): ReadonlyMap<string, string> {
  return new Map([
    ['remote.origin.url', repository],
    ['core.hookspath', '/dev/null'],
    ['protocol.ext.allow', 'never'],
    ['transfer.fsckobjects', 'true'],
    // Maintenance in the background would go on after we have ended.
    ['gc.autodetach', 'false'],
    ['maintenance.autodetach', 'false'],
    ['core.fsync', 'all'],
  ]);
}

async function presentSettings(place: GitPlace): Promise<ReadonlySet<string>> {
  const listed = await runGit(place, ['config', '--local', '--list', '-z']);
  return new Set(listed.stdout.toString().split('\0'));
}

// Git holds a lock for moments; one that is old belongs to a process that was killed, and would stop us for ever. The
// same is true of the names under which it begins packs and objects, which would only fill the disk.
const passing = /\.lock$|^(?:tmp_|\.tmp-|incoming-)/;

async function removeLeftOvers(dir: string, olderThanMs: number): Promise<void> {
  const top = await readdir(dir, { withFileTypes: true });
  const inside = ['refs', 'objects'].filter((name) => top.some((entry) => entry.name === name));
  const lists = await Promise.all(
    inside.map((name) => readdir(path.join(dir, name), { withFileTypes: true, recursive: true })),
  );
  for (const entry of [...top, ...lists.flat()]) {
    if (!passing.test(entry.name)) continue;
    const file = path.join(entry.parentPath, entry.name);
    const found = await stat(file).catch(() => undefined);
    if (found === undefined || Date.now() - found.mtimeMs < olderThanMs) continue;
    await rm(file, { recursive: true, force: true });
  }
}
