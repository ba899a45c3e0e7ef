import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Around, surrounded } from '../../ports/around.ts';
import { gitEnvironment } from './environment.ts';
import { type GitPlace, gitOutput, runGit } from './run-git.ts';

const lockAgeMs = 10 * 60 * 1000;

/** A bare repository of our own that follows `repository`: made when missing, its settings set when they differ. */
export async function prepareMirror(
  dir: string,
  repository: string,
  { sole, around }: { readonly sole: boolean; readonly around?: Around },
): Promise<GitPlace> {
  const place = { dir, env: gitEnvironment({ GIT_DIR: dir }) };
  const methods = ['makeFolder', 'removeLocks', 'init', 'set'] as const;
  const steps = surrounded(around, stepsIn(place), { port: 'git', methods });
  await steps.makeFolder();
  await steps.removeLocks(sole ? 0 : lockAgeMs);
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
    removeLocks: (olderThanMs: number) => removeLocks(dir, olderThanMs),
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

// Git holds a lock for moments; one that is old belongs to a process that was killed, and would stop us for ever.
async function removeLocks(dir: string, olderThanMs: number): Promise<void> {
  const top = await readdir(dir, { withFileTypes: true });
  const refs = top.some((entry) => entry.name === 'refs')
    ? await readdir(path.join(dir, 'refs'), { withFileTypes: true, recursive: true })
    : [];
  for (const entry of [...top, ...refs]) {
    if (!entry.isFile() || !entry.name.endsWith('.lock')) continue;
    const file = path.join(entry.parentPath, entry.name);
    const found = await stat(file).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs >= olderThanMs) await rm(file, { force: true });
  }
}
