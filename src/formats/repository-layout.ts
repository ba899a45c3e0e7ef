import type { Sha256 } from '../domain/digest.ts';
import { generationFolder } from '../domain/generation.ts';
import type { RepositoryFormat } from '../domain/major-release.ts';
import type { ReleaseId } from '../domain/release.ts';
import type { Repository } from '../domain/repository.ts';

type LiveLink = 'repodata' | 'dists';

/** Folder of all generations inside a published repository. */
export const generationsFolder = 'generations';

/** The one symbolic link that clients follow: to the folder of that name inside the live generation. */
export function liveLink(format: RepositoryFormat): LiveLink {
  return format === 'yum' ? 'repodata' : 'dists';
}

/**
 * Where yum clients read which generation to take, relative to the repository and to each generation. It is reached
 * through the live link, so that it changes with it. It holds addresses of this host, so generation.json does not list it.
 */
export const metalinkFile = 'repodata/metalink.xml';

/** Beside the metadata of a yum generation: the packages, under the name that its metadata gives them. */
export const packagesLink = { name: 'pkgs', target: '../../pkgs' } as const;

/** What the live link says when a generation is live. */
export function liveTarget(format: RepositoryFormat, number: number): string {
  return `${generationsFolder}/${generationFolder(number)}/${liveLink(format)}`;
}

/** The name of the generation's folder that a live link leads to; undefined when it leads elsewhere. */
export function folderOfTarget(format: RepositoryFormat, target: string): string | undefined {
  const [first, folder, last, ...rest] = target.split('/');
  const known = first === generationsFolder && last === liveLink(format) && rest.length === 0;
  return known && folder !== '' && folder !== '..' ? folder : undefined;
}

/** The number that a folder such as `000042` stands for; undefined for every other name. */
export function numberOfFolder(folder: string): number | undefined {
  const number = /^\d{6,15}$/.test(folder) ? Number(folder) : 0;
  return number > 0 && generationFolder(number) === folder ? number : undefined;
}

/** Folder of the packages of all releases, or of one, inside a published repository. */
export function packagesFolder(format: RepositoryFormat, release?: ReleaseId): string {
  const all = format === 'yum' ? 'pkgs' : 'pool';
  return release === undefined ? all : `${all}/${release}`;
}

/** Folder of the signed root files, inside a generation's folder. */
export function rootFolder(repository: Pick<Repository, 'format' | 'suite'>): string {
  return repository.format === 'yum' ? 'repodata' : `dists/${repository.suite}`;
}

/** Base names of the signed root files, the signed text first. */
export function rootFileNames(format: RepositoryFormat): readonly [string, ...string[]] {
  return format === 'yum' ? ['repomd.xml', 'repomd.xml.asc'] : ['Release', 'InRelease', 'Release.gpg'];
}

/** Whether a file's name holds its own digest, so that it may stand beside the files of other generations. */
export function isHashNamed(path: string): boolean {
  return digestInName(path) !== undefined;
}

/** The digest that a file's name says it has; undefined when it says none. */
export function digestInName(path: string): Sha256 | undefined {
  const named =
    /(?:^|\/)(?:([0-9a-f]{64})-(?:[a-z]+\.xml\.gz|osv\.json)|by-hash\/SHA256\/([0-9a-f]{64}))$/.exec(path);
  return (named?.[1] ?? named?.[2]) as Sha256 | undefined;
}
