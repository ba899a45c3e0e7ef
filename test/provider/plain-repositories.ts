import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { SigningKey } from '../../scripts/provider/make-signing-key.ts';
import { runTool } from '../../scripts/provider/run-tool.ts';

type Recipe = { readonly dir: string; readonly files: readonly string[]; readonly key: SigningKey };

/** A signed yum repository made by createrepo_c and gpg alone; returns the text of its .repo file. */
export async function plainYumRepository({ dir, files, key }: Recipe): Promise<string> {
  await copyInto(dir, files);
  await runTool({ program: 'createrepo_c', args: ['--quiet', '--', dir], home: dir });
  const root = join(dir, 'repodata/repomd.xml');
  await sign(key, ['--armor', '--detach-sign', '--output', `${root}.asc`, '--', root]);
  return [
    '[plain]',
    'name=Plain repository',
    `baseurl=file://${dir}`,
    'enabled=1',
    'gpgcheck=1',
    'repo_gpgcheck=1',
    `gpgkey=file://${key.publicKeyFile}`,
    '',
  ].join('\n');
}

/** A signed apt repository made by apt-ftparchive and gpg alone; returns the text of its .sources file. */
export async function plainAptRepository({ dir, files, key }: Recipe): Promise<string> {
  const indexDir = join(dir, 'dists/stable/main/binary-amd64');
  await mkdir(indexDir, { recursive: true });
  await copyInto(join(dir, 'pool'), files);
  const packages = await ftparchive(dir, ['packages', 'pool']);
  await writeFile(join(indexDir, 'Packages'), `${packages}\n`);
  await signAptRelease(dir, key, new Date(Date.now() + 86_400_000));
  return [
    'Types: deb',
    `URIs: file://${dir}`,
    'Suites: stable',
    'Components: main',
    `Signed-By: ${key.publicKeyFile}`,
    '',
  ].join('\n');
}

/** Writes Release and InRelease again, as of two days before the given end of validity or of now. */
export async function signAptRelease(dir: string, key: SigningKey, validUntil: Date): Promise<void> {
  const suite = join(dir, 'dists/stable');
  const settings = { Suite: 'stable', Codename: 'stable', Components: 'main', Architectures: 'amd64' };
  const options = Object.entries(settings).flatMap(([name, value]) => [
    '-o',
    `APT::FTPArchive::Release::${name}=${value}`,
  ]);
  await writeFile(join(suite, 'Release'), '');
  const made = await ftparchive(dir, [...options, 'release', 'dists/stable']);
  const date = new Date(validUntil.getTime() - 2 * 86_400_000);
  const dated = made.replace(
    /^Date: .*$/m,
    `Date: ${date.toUTCString()}\nValid-Until: ${validUntil.toUTCString()}`,
  );
  await writeFile(join(suite, 'Release'), `${dated}\n`);
  const target = join(suite, 'InRelease');
  await sign(key, ['--yes', '--clearsign', '--output', target, '--', join(suite, 'Release')]);
}

export async function tamper(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`);
  await writeFile(file, text.replace(from, to));
}

async function ftparchive(dir: string, args: readonly string[]): Promise<string> {
  return (await runTool({ program: 'apt-ftparchive', args: ['--quiet', ...args], home: dir })).stdout;
}

/** Has gpg sign with that key; `args` say what, and where to. */
export async function sign(key: SigningKey, args: readonly string[]): Promise<void> {
  await runTool({ program: 'gpg', args: ['--homedir', key.home, '--batch', ...args], home: key.home });
}

async function copyInto(dir: string, files: readonly string[]): Promise<void> {
  await mkdir(dir, { recursive: true });
  for (const file of files) await copyFile(file, join(dir, basename(file)));
}
