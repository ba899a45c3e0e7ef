// What clients of a story's repositories see: nothing of the publisher's own state, only what is below the roots.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { generationFolder } from '../../src/domain/generation.ts';
import { type Repository, sharedRepositoriesOf } from '../../src/domain/repository.ts';
import { liveLink, packagesFolder } from '../../src/formats/repository-layout.ts';
import { aMajorRelease } from '../builders/policy.ts';
import { exportKeyring, type View, viewOf } from '../publish/client-view.ts';
import type { Story } from './story.ts';

/** Every repository that clients can be configured for; the major release is the one that `init` writes. */
export const sharedRepositories: readonly Repository[] = sharedRepositoriesOf(aMajorRelease());

export function repositoryOf(key: string): Repository {
  const found = sharedRepositories.find((repository) => repository.key === key);
  if (found === undefined) throw new Error(`${key} is not one of the shared repositories`);
  return found;
}

export function folderOf(story: Story, key: string): string {
  const { stage, path } = repositoryOf(key);
  return join(story.publicDir, stage, path);
}

/** The folder of the live generation. */
export function liveFolder(story: Story, key: string): string {
  return join(realpathSync(join(folderOf(story, key), liveLink(repositoryOf(key).format))), '..');
}

/** Writes the keyring of a client: the repository's public key and no other. */
export function keyringOf(story: Story): string {
  return exportKeyring(join(story.state, 'gnupg'), join(story.work, 'client-keyring.gpg'));
}

/** Reads a repository as a client does, every signature and digest included; throws at the first untruth. */
export function look(story: Story, key: string, keyring: string): View {
  return viewOf(repositoryOf(key), folderOf(story, key), keyring);
}

/** The same, and every file that generation.json lists; the answer are the locations of the packages. */
export function lookAtWhole(story: Story, key: string, keyring: string): readonly string[] {
  const live = liveFolder(story, key);
  const signed = [join(live, 'generation.json.asc'), join(live, 'generation.json')];
  execFileSync('gpgv', ['--keyring', keyring, '--', ...signed], { stdio: 'pipe' });
  const generation = JSON.parse(readFileSync(join(live, 'generation.json'), 'utf8'));
  if (generation.repository !== key) throw new Error(`${key} has a generation of ${generation.repository}`);
  if (!live.endsWith(generationFolder(generation.number)))
    throw new Error(`${generation.number} is in ${live}`);
  for (const { path, sha256 } of generation.files)
    if (contentOf(join(live, path)) !== sha256) throw new Error(`${path} of ${key} has another digest`);
  return look(story, key, keyring).packages;
}

/** The base names of the packages in a repository. */
export function packagesIn(story: Story, key: string, keyring: string): readonly string[] {
  return look(story, key, keyring)
    .packages.map((location) => location.slice(location.lastIndexOf('/') + 1))
    .sort();
}

/** Everything below a folder by relative path: files by digest, links by target, folders by a slash. */
export function treeOf(dir: string): ReadonlyMap<string, string> {
  return new Map(entriesBelow(dir).map((path) => [relative(dir, path), contentOf(path)]));
}

/**
 * Every public file and link but those that are only there for clients that are slower than a switch: earlier
 * generations, names of their files beside those of the live one, and packages that only they have.
 */
export function lastingTreeOf(story: Story): ReadonlyMap<string, string> {
  const passing = sharedRepositories.flatMap(({ key }) => passingPaths(story, key));
  const lasting = [...treeOf(story.publicDir)].filter(
    ([path, content]) => content !== '/' && !passing.some((name) => isBelow(path, name)),
  );
  return new Map(lasting);
}

function passingPaths(story: Story, key: string): readonly string[] {
  const live = liveFolder(story, key);
  const { number, files, members } = JSON.parse(readFileSync(join(live, 'generation.json'), 'utf8'));
  const own = new Set([
    ...files.map((file: { path: string }) => file.path),
    'generation.json',
    'generation.json.asc',
  ]);
  const older = readdirSync(join(live, '..'))
    .filter((name) => name !== generationFolder(number))
    .map((name) => join(live, '..', name));
  const carried = entriesBelow(live).filter(
    (path) => lstatSync(path).isFile() && !own.has(relative(live, path)),
  );
  const packages = join(folderOf(story, key), packagesFolder(repositoryOf(key).format));
  const kept = members.map((member: { release: string }) => join(packages, member.release));
  const left = entriesBelow(packages).filter(
    (path) => lstatSync(path).isFile() && !kept.some((folder: string) => isBelow(path, folder)),
  );
  return [...older, ...carried, ...left].map((path) => relative(story.publicDir, path));
}

function isBelow(path: string, name: string): boolean {
  return path === name || path.startsWith(name + sep);
}

/** Every way by which the public tree leads to something of the unverified area; empty when all is well. */
export function waysIntoUnverified(story: Story): readonly string[] {
  const secret = new Set(
    entriesBelow(story.unverifiedDir)
      .filter((path) => lstatSync(path).isFile())
      .map((path) => lstatSync(path).ino),
  );
  return entriesBelow(story.publicDir).flatMap((path) => {
    const facts = lstatSync(path);
    const leaves = facts.isSymbolicLink() && !realpathSync(path).startsWith(story.publicDir + sep);
    const shared = facts.isFile() && secret.has(facts.ino);
    return leaves || shared ? [relative(story.publicDir, path)] : [];
  });
}

/** What lies in the unverified area: `<ShortName>/<Version>` of each release. */
export function unverifiedReleases(story: Story): readonly string[] {
  if (!existsSync(story.unverifiedDir)) return [];
  return readdirSync(story.unverifiedDir)
    .filter((name) => !isMark(name))
    .flatMap((name) => readdirSync(join(story.unverifiedDir, name)).map((version) => `${name}/${version}`))
    .sort();
}

/** Folders and files that only a run that did not end would leave. */
export function remainsOf(story: Story): readonly string[] {
  const scratch = join(story.state, 'scratch');
  const unfinished = [story.publicDir, story.unverifiedDir]
    .flatMap(entriesBelow)
    .filter((path) => basename(path).startsWith('.') && !isMark(basename(path)));
  return [...entriesBelow(scratch), ...unfinished];
}

// Every root of a stage has a mark that tells it from an empty mount point.
function isMark(name: string): boolean {
  return name.startsWith('.stagepost-');
}

function entriesBelow(dir: string): readonly string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(dir, entry.name);
      return entry.isDirectory() ? [path, ...entriesBelow(path)] : [path];
    })
    .sort();
}

function contentOf(path: string): string {
  const facts = lstatSync(path);
  if (facts.isSymbolicLink()) return `-> ${readlinkSync(path)}`;
  if (facts.isDirectory()) return '/';
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
