import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from './run-tool.ts';

const FILE_NAME = /^publicsuffix_[0-9][0-9A-Za-z.+~-]*_all\.deb$/;
const APT_CACHE = '/var/cache/apt/archives';

/**
 * A package that Debian itself built: architecture all, no dependencies, no scripts.
 * Undefined where there is no Debian archive to ask; `onUnavailable` is then told why.
 */
export async function downloadPublicsuffix(
  dir: string,
  onUnavailable: (reason: string) => void = () => {},
): Promise<string | undefined> {
  await mkdir(dir, { recursive: true });
  try {
    await aptDownload(dir);
  } catch (error) {
    const copied = await copyFromCache(dir);
    if (copied === undefined) onUnavailable(error instanceof Error ? error.message : String(error));
    return copied;
  }
  const name = await findPackage(dir);
  if (name === undefined) onUnavailable('apt-get download left no publicsuffix package behind');
  return name === undefined ? undefined : join(dir, name);
}

async function aptDownload(dir: string): Promise<void> {
  const options = { 'APT::Sandbox::User': 'root', 'Acquire::Retries': '1', 'Acquire::http::Timeout': '20' };
  const args = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  await runTool({
    program: 'apt-get',
    args: [...args, 'download', '--', 'publicsuffix'],
    home: dir,
    env: proxies(),
    timeoutSeconds: 60,
  });
}

async function copyFromCache(dir: string): Promise<string | undefined> {
  const name = await findPackage(APT_CACHE);
  if (name === undefined) return undefined;
  await copyFile(join(APT_CACHE, name), join(dir, name));
  return join(dir, name);
}

async function findPackage(dir: string): Promise<string | undefined> {
  const names = await readdir(dir).catch(() => []);
  return names
    .filter((name) => FILE_NAME.test(name))
    .sort()
    .at(-1);
}

/** The archive may be reachable by a proxy only; nothing else of our own environment is handed on. */
function proxies(): Readonly<Record<string, string>> {
  const names = ['http_proxy', 'https_proxy', 'no_proxy'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
