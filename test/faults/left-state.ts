// What a run left on disk, so that two ways to the same end need only one next run to be looked at.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Bench } from './bench.ts';
import { plain } from './call-key.ts';
import { recordedStates } from './client-look.ts';
import { orphans } from './remains.ts';

/**
 * The same for two ends from which the next run does the same: every name with its kind, rights, links and size, where
 * main and record stand, what the ledger knows, and the programs that go on. Instants and random names do not count. Contents of one size do
 * not either: the client's look has read those that are published, and the pool is compared by its sizes.
 */
export function leftState(bench: Bench): string {
  for (;;) {
    try {
      return lookOnce(bench);
    } catch (error) {
      // A program that goes on, such as a gpg, has removed what was just listed.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

function lookOnce(bench: Bench): string {
  const hash = createHash('sha256');
  for (const folder of ['www', 'state', 'origin.git'])
    for (const line of linesOf(bench.work, join(bench.work, folder)).sort()) hash.update(`${line}\n`);
  hash.update(JSON.stringify([recordedStates(bench), heads(bench), attempts(bench), orphans(bench)]));
  return hash.digest('hex');
}

// Objects are found by the heads; what SQLite and GnuPG keep to themselves has no fixed size.
const unsized = /\/(?:objects|logs)\/|\.sqlite|\/gnupg\/|\/(?:FETCH_HEAD|packed-refs)$/;
const unnamed = /\/objects\/(?:[0-9a-f]{2}(?:\/[0-9a-f]{38})?|pack\/pack-[^/]*)$/;

function linesOf(work: string, folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    if (unnamed.test(path)) return [];
    const name = plain(relative(work, path), work);
    if (entry.isSymbolicLink()) return [`${name} -> ${plain(readlinkSync(path), work)}`];
    const { mode, size, nlink } = lstatSync(path);
    const isFile = entry.isFile() && !unsized.test(path);
    return [`${name} ${mode.toString(8)}${isFile ? ` ${size} ${nlink}` : ''}`];
  });
}

function heads({ work, origin }: Bench): readonly string[] {
  const mirror = join(work, 'state/mirror.git');
  const commitsOf = (gitDir: string, ref: string) => {
    const args = ['--git-dir', gitDir, 'rev-list', '--count', '--end-of-options', ref];
    try {
      return execFileSync('git', args, { encoding: 'utf8', stdio: 'pipe' }).trim();
    } catch {
      return 'none';
    }
  };
  return [
    commitsOf(origin, 'refs/heads/stagepost-record'),
    commitsOf(mirror, 'refs/remotes/origin/stagepost-record'),
    commitsOf(mirror, 'refs/remotes/origin/main'),
  ];
}

function attempts({ work }: Bench): unknown {
  const file = join(work, 'state/ledger.sqlite');
  if (!existsSync(file)) return null;
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database.prepare('SELECT release, count, content FROM attempts ORDER BY release').all();
  } catch (error) {
    return String(error);
  } finally {
    database.close();
  }
}
