// Two machines that read everything anew each time, and tell what they got.
import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { downloadWithApt, downloadWithDnf } from '../../scripts/provider/clients.ts';
import { metalinkFile } from '../../src/formats/repository-layout.ts';
import { type Client, digestOfFile, type Publisher, packageName, repositories } from './publisher.ts';
import type { Asked, WatchedServer } from './watched-server.ts';

/** One time that a client read a repository and fetched the package in it. */
export interface Read {
  readonly client: Client;
  /** What it asked, with the answers. */
  readonly asked: readonly Asked[];
  /** What went wrong; empty when it got one whole generation. */
  readonly problems: readonly string[];
}

export interface World {
  readonly publisher: Publisher;
  readonly server: WatchedServer;
  /** Holds the machines. */
  readonly work: string;
}

/** Lets a client read the repository with an empty cache, and judges what it got by itself and by the server's log. */
export async function readOnce(world: World, client: Client, clientFile?: string): Promise<Read> {
  const workDir = join(world.work, client);
  await forget(workDir, client);
  const from = world.server.asked.length;
  const said = await download(world, { client, workDir, clientFile });
  const asked = world.server.asked.slice(from).filter((each) => each.client === client);
  const got = said === null ? await judge(world, client, workDir) : [said];
  return { client, asked, problems: [...got, ...judgeLog(client, asked)] };
}

async function download(
  { publisher }: World,
  wish: { readonly client: Client; readonly workDir: string; readonly clientFile: string | undefined },
): Promise<string | null> {
  const { client, workDir } = wish;
  const text = wish.clientFile ?? (await clientFileOf(publisher, client));
  try {
    const packages = [packageName];
    if (client === 'dnf') await downloadWithDnf({ workDir, repo: text, packages });
    else await downloadWithApt({ workDir, sources: text, packages });
    return null;
  } catch (error) {
    return `${client} failed: ${(error as Error).message}`;
  }
}

/** The file that people copy to their machine. */
export async function clientFileOf(publisher: Publisher, client: Client): Promise<string> {
  const folder = publisher.folderOf(client);
  const ending = client === 'dnf' ? '.repo' : '.sources';
  const name = (await readdir(folder)).find((each) => each.endsWith(ending));
  return readFile(join(folder, name ?? ending), 'utf8');
}

async function forget(workDir: string, client: Client): Promise<void> {
  const kept = client === 'dnf' ? ['cache', 'state'] : ['state', 'cache'];
  for (const name of kept) await rm(join(workDir, name), { recursive: true, force: true });
}

async function judge({ publisher }: World, client: Client, workDir: string): Promise<readonly string[]> {
  const files = await filesBelow(workDir);
  const root = files.find((path) => /\/repodata\/repomd\.xml$|_InRelease$/.test(path));
  const version = root === undefined ? undefined : publisher.versionOf(await digestOfFile(root));
  if (version === undefined) return [`${client} has a root file that was never published`];
  const found = files.filter((path) => /\.(?:rpm|deb)$/.test(path)).map((path) => basename(path));
  const wanted =
    client === 'dnf' ? `${packageName}-${version}-1.noarch.rpm` : `${packageName}_${version}_all.deb`;
  if (found.length === 1 && found[0] === wanted) return [];
  return [`${client} read the metadata of ${version} and has ${found.join(', ') || 'no package'}`];
}

async function filesBelow(workDir: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const top of ['cache', 'state']) {
    const entries = await readdir(join(workDir, top), { recursive: true, withFileTypes: true }).catch(
      () => [],
    );
    found.push(
      ...entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)),
    );
  }
  return found;
}

function judgeLog(client: Client, asked: readonly Asked[]): readonly string[] {
  const refused = asked.filter(({ status }) => status !== 200);
  const problems = refused.map(({ path, status }) => `${client} got ${status} for ${path}`);
  return client === 'apt' ? problems : [...problems, ...mixtures(asked)];
}

/**
 * After a metalink, everything but the keys comes from the folder of one generation. dnf begins anew with the metalink
 * when it has accepted a key; who knows no metalink has no such promise.
 */
function mixtures(asked: readonly Asked[]): readonly string[] {
  const paths = asked.map(({ path }) => path.slice(repositories.dnf.path.length + 1));
  const beginnings = paths.flatMap((path, at) => (path === metalinkFile ? [at] : []));
  return beginnings.flatMap((from, at) => {
    const rest = paths.slice(from + 1, beginnings[at + 1]).filter((path) => !path.startsWith('keys/'));
    const places = [...new Set(rest.map((path) => /^generations\/\d+/.exec(path)?.[0] ?? path))];
    return places.length > 1 ? [`dnf mixed ${places.join(' and ')}`] : [];
  });
}
