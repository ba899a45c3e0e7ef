import { join } from 'node:path';
import { type Sha256, sha256Of } from '../domain/digest.ts';
import { attestationFile, type Generation, generationFolder, generationText } from '../domain/generation.ts';
import type { Member, MemberManifest } from '../domain/member.ts';
import type { PlatformKey, ReleaseId } from '../domain/release.ts';
import type { Repository } from '../domain/repository.ts';
import { generationFileName, generationSignatureName } from '../formats/generation-json.ts';
import {
  digestInName,
  generationsFolder,
  isHashNamed,
  liveLink,
  liveTarget,
  metalinkFile,
  packagesFolder,
  packagesLink,
} from '../formats/repository-layout.ts';
import { metalinkText } from '../formats/yum-metalink.ts';

/** A file as it should be. */
export interface ExpectedFile {
  /** Null where only its presence can be told. */
  readonly sha256: Sha256 | null;
  /** Absolute path of the file in the pool that this must be another name of; null for what is no package. */
  readonly sameAs: string | null;
}

/** What should stand below a repository's folder, and nothing else. */
export interface ExpectedTree {
  /** Link -> its target. */
  readonly links: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, ExpectedFile>;
  /** Folders that stand there without being named by a file. */
  readonly folders: readonly string[];
  /** Folders whose content nobody can tell at the moment. */
  readonly unjudged: readonly string[];
}

/** What the expected tree is made from. */
export interface Expectation {
  readonly repository: Repository;
  /** Address of the repository. */
  readonly url: string;
  readonly live: Generation;
  /** Signature of the live generation.json; null when nobody knows it, and then it is not compared. */
  readonly signature: string | null;
  /** Earlier generations that are still there. */
  readonly kept: readonly Generation[];
  /** Digests of their signatures by number; one that is not given cannot be told at the moment. */
  readonly keptSignatures: ReadonlyMap<number, Sha256>;
  /** Every path that is there. */
  readonly present: readonly string[];
  /** Files beside the generations, such as keys, by path; null when nobody can tell them at the moment. */
  readonly offered: ReadonlyMap<string, string> | null;
  readonly manifests: ReadonlyMap<Sha256, MemberManifest | null>;
  readonly packageFolder: (release: ReleaseId, platform: PlatformKey) => string;
}

/** The tree as the last publication left it, from what is known of it beside the tree. */
export function expectedTree(parts: Expectation): ExpectedTree {
  const { repository, live, kept, offered } = parts;
  const { format } = repository;
  const members = membersOf([live, ...kept]);
  const packages = members.map((member) => packagesOf(member, parts));
  const inside = [live, ...kept].flatMap((generation) => [...metadataOf(generation, parts)]);
  const signature = parts.signature === null ? null : sha256Of(parts.signature);
  const signatures = [
    [live, signature] as const,
    ...kept.map((each) => [each, parts.keptSignatures.get(each.number) ?? null] as const),
  ];
  return {
    links: new Map([
      [liveLink(format), liveTarget(format, live.number)],
      ...(format === 'yum' ? [live, ...kept].map(wayToPackages) : []),
    ]),
    files: new Map([
      ...[...(offered ?? [])].map(([path, text]) => [path, plain(sha256Of(text))] as const),
      ...carried(live, kept),
      ...carriedBefore(parts),
      ...inside,
      ...signatures.map(
        ([each, sha256]) => [inFolder(each, generationSignatureName), plain(sha256)] as const,
      ),
      // Those of releases that have left are not kept for earlier generations.
      ...(live.attestations ?? []).map((each) => [attestationFile(each), plain(each.sha256)] as const),
      ...packages.flatMap(({ files }) => files),
    ]),
    folders: [generationsFolder, packagesFolder(format)],
    unjudged: [
      ...(offered === null ? maybeOffered(parts) : []),
      ...packages.flatMap(({ unjudged }) => unjudged),
    ],
  };
}

function membersOf(generations: readonly Generation[]): readonly Member[] {
  return [
    ...new Map(
      generations.flatMap(({ members }) => members).map((member) => [member.digest, member]),
    ).values(),
  ];
}

interface ExpectedPackages {
  readonly files: readonly (readonly [string, ExpectedFile])[];
  readonly unjudged: readonly string[];
}

function packagesOf(member: Member, { repository, manifests, packageFolder }: Expectation): ExpectedPackages {
  const folder = packagesFolder(repository.format, member.release);
  const manifest = manifests.get(member.digest) ?? null;
  if (manifest === null) return { files: [], unjudged: [folder] };
  const pooled = packageFolder(member.release, member.platform);
  const files = manifest.packages.map(({ file, sha256 }) => {
    return [`${folder}/${file}`, { sha256, sameAs: join(pooled, file) }] as const;
  });
  return { files, unjudged: [] };
}

function metadataOf(
  generation: Generation,
  { repository, url }: Expectation,
): ReadonlyMap<string, ExpectedFile> {
  const own = generation.files.map(
    ({ path, sha256 }) => [inFolder(generation, path), plain(sha256)] as const,
  );
  const itself = [
    inFolder(generation, generationFileName),
    plain(sha256Of(generationText(generation))),
  ] as const;
  const metalink = repository.format === 'yum' ? metalinkText(url, generation) : undefined;
  if (metalink === undefined) return new Map([...own, itself]);
  return new Map([...own, itself, [inFolder(generation, metalinkFile), plain(sha256Of(metalink))]]);
}

// What cannot be told is not taken for strange.
function maybeOffered({ present }: Expectation): readonly string[] {
  return ['keys', ...present.filter((path) => /^[^/]+\.(?:repo|sources)$/.test(path))];
}

// A client that was led to one generation asks for packages below it.
function wayToPackages(generation: Generation): readonly [string, string] {
  return [inFolder(generation, packagesLink.name), packagesLink.target];
}

// A client that is slower than a switch asks each generation for files of those before.
function carried(live: Generation, kept: readonly Generation[]) {
  return [live, ...kept].flatMap((generation) => {
    const earlier = kept.filter(({ number }) => number < generation.number);
    const files = earlier.flatMap((each) => each.files).filter(({ path }) => isHashNamed(path));
    return files.map(({ path, sha256 }) => [inFolder(generation, path), plain(sha256)] as const);
  });
}

// What an earlier generation carried when it was live may be of ones that are gone; its name tells its bytes.
function carriedBefore({ kept, present }: Expectation) {
  const folders = kept.map((generation) => inFolder(generation, ''));
  return present.flatMap((path) => {
    const sha256 = digestInName(path);
    const isKept = folders.some((folder) => path.startsWith(folder));
    return isKept && sha256 !== undefined ? [[path, plain(sha256)] as const] : [];
  });
}

function inFolder({ number }: Generation, path: string): string {
  return `${generationsFolder}/${generationFolder(number)}/${path}`;
}

function plain(sha256: Sha256 | null): ExpectedFile {
  return { sha256, sameAs: null };
}
