import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type DnfWish = {
  /** Keeps installed packages, cache and keys: a later call with the same directory is the same machine. */
  readonly workDir: string;
  /** Text of the one .repo file that this machine knows. */
  readonly repo: string;
  readonly releasever?: string;
  readonly arch?: string;
  /** What the clock of this machine says, as `2027-01-31 12:00:00` in UTC; the real time when absent. */
  readonly now?: string;
};

export type DnfRoot = {
  readonly root: string;
  readonly options: readonly string[];
};

/** A machine that knows nothing but the given .repo file: none of the host's configuration, keys or variables. */
export async function prepareDnfRoot(wish: DnfWish): Promise<DnfRoot> {
  const inside = (name: string): string => join(wish.workDir, name);
  const root = inside('root');
  for (const name of ['root', 'repos', 'vars', 'cache', 'state', 'log']) {
    await mkdir(inside(name), { recursive: true });
  }
  await writeFile(inside('dnf.conf'), '[main]\n');
  await writeFile(join(inside('repos'), 'stage.repo'), wish.repo);
  // Debian's rpm would keep its database in the home directory.
  await writeFile(inside('.rpmmacros'), '%_dbpath /var/lib/rpm\n%__gpg /usr/bin/gpg\n');
  const settings = {
    reposdir: inside('repos'),
    varsdir: inside('vars'),
    cachedir: inside('cache'),
    persistdir: inside('state'),
    logdir: inside('log'),
    install_weak_deps: '0',
    best: '1',
    retries: '1',
    timeout: '20',
  };
  const options = [
    '--assumeyes',
    '--noplugins',
    `--config=${inside('dnf.conf')}`,
    `--installroot=${root}`,
    `--releasever=${wish.releasever ?? '9'}`,
    `--forcearch=${wish.arch ?? 'x86_64'}`,
    ...Object.entries(settings).map(([name, value]) => `--setopt=${name}=${value}`),
  ];
  return { root, options };
}
