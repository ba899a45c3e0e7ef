import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type AptWish = {
  /** Keeps installed packages and lists: a later call with the same directory is the same machine. */
  readonly workDir: string;
  /** Text of the one .sources file (deb822) that this machine knows. */
  readonly sources: string;
  /** Text of the one file in auth.conf.d; none when absent. */
  readonly login?: string;
  readonly architecture?: string;
  /** What the clock of this machine says, as `2027-01-31 12:00:00` in UTC; the real time when absent. */
  readonly now?: string;
};

export type AptRoot = {
  readonly adminDir: string;
  readonly env: Readonly<Record<string, string>>;
};

/** A machine that knows nothing but the given .sources file, with apt's own date checks on. */
export async function prepareAptRoot(wish: AptWish): Promise<AptRoot> {
  const inside = (name: string): string => join(wish.workDir, name);
  const adminDir = inside('root/var/lib/dpkg');
  const below = ['etc/sources.d', 'etc/empty.d', 'state/lists/partial', 'cache/archives/partial', 'log'];
  for (const dir of [...below.map(inside), ...['info', 'updates'].map((name) => join(adminDir, name))]) {
    await mkdir(dir, { recursive: true });
  }
  for (const name of ['status', 'available']) await touch(join(adminDir, name));
  await writeFile(inside('etc/sources.d/stage.sources'), wish.sources);
  await writeFile(inside('etc/auth.conf'), wish.login ?? '', { mode: 0o600 });
  const configFile = inside('apt.conf');
  await writeFile(configFile, configText(wish, adminDir));
  return { adminDir, env: { APT_CONFIG: configFile, DEBIAN_FRONTEND: 'noninteractive' } };
}

/**
 * apt reads APT_CONFIG before Dir::Etc::parts and Dir::Etc::main, so that pointing these two elsewhere
 * keeps the host's settings out. Images for containers often switch the date checks off there.
 */
function configText(wish: AptWish, adminDir: string): string {
  const inside = (name: string): string => join(wish.workDir, name);
  const architecture = wish.architecture ?? 'amd64';
  const settings: readonly (readonly [string, string])[] = [
    ['Dir::Etc', inside('etc')],
    ['Dir::Etc::main', inside('etc/none.conf')],
    ['Dir::Etc::parts', inside('etc/empty.d')],
    ['Dir::Etc::sourcelist', '/dev/null'],
    ['Dir::Etc::sourceparts', inside('etc/sources.d')],
    ['Dir::Etc::trusted', '/dev/null'],
    ['Dir::Etc::trustedparts', inside('etc/empty.d')],
    ['Dir::Etc::netrc', inside('etc/auth.conf')],
    ['Dir::Etc::netrcparts', inside('etc/empty.d')],
    ['Dir::Etc::preferences', '/dev/null'],
    ['Dir::Etc::preferencesparts', inside('etc/empty.d')],
    ['Dir::State', inside('state')],
    ['Dir::State::status', join(adminDir, 'status')],
    ['Dir::Cache', inside('cache')],
    ['Dir::Log', inside('log')],
    ['APT::Architecture', architecture],
    ['APT::Architectures::', architecture],
    ['APT::Sandbox::User', 'root'],
    ['APT::Update::Error-Mode', 'any'],
    ['APT::Install-Recommends', 'false'],
    ['Acquire::Check-Date', 'true'],
    ['Acquire::Check-Valid-Until', 'true'],
    ['Acquire::Languages', 'none'],
    ['Acquire::Retries', '1'],
    ['Acquire::http::Timeout', '20'],
    ['DPkg::Use-Pty', 'false'],
    ['DPkg::Options::', `--root=${inside('root')}`],
    ['DPkg::Options::', `--admindir=${adminDir}`],
    ['DPkg::Options::', '--force-not-root'],
  ];
  return settings.map(([name, value]) => `${name} "${value}";\n`).join('');
}

async function touch(file: string): Promise<void> {
  await (await open(file, 'a')).close();
}
