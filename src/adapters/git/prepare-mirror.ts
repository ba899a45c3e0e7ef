import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { gitEnvironment } from './environment.ts';
import { type GitPlace, gitOutput, runGit } from './run-git.ts';

const lockAgeMs = 10 * 60 * 1000;

/** A bare repository of our own that follows `repository`: made when missing, its settings set when they differ. */
export async function prepareMirror(dir: string, repository: string, sole: boolean): Promise<GitPlace> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const place = { dir, env: gitEnvironment({ GIT_DIR: dir }) };
  await removeLocks(dir, sole ? 0 : lockAgeMs);
  const args = ['init', '--quiet', '--bare', '--template='];
  await gitOutput(place, args, { doing: `make the mirror ${dir}` });
  await applySettings(place, settingsFor(repository));
  return place;
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

async function applySettings(place: GitPlace, settings: ReadonlyMap<string, string>): Promise<void> {
  const listed = await runGit(place, ['config', '--local', '--list', '-z']);
  const present = new Set(listed.stdout.toString().split('\0'));
  for (const [key, value] of settings) {
    if (present.has(`${key}\n${value}`)) continue;
    await gitOutput(place, ['config', '--local', '--replace-all', key, value], { doing: `set ${key}` });
  }
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
