import { posix } from 'node:path';
import type { RepositoryFormat } from '../domain/major-release.ts';
import type { LeftOutFile } from '../domain/package-part.ts';
import type { FetchRelease } from '../domain/plan.ts';
import { archOf, type RepositorySource, type SourceRepository } from '../domain/release.ts';
import type { Keyring } from '../ports/keyring.ts';
import { platformProblems } from './assign-files.ts';
import { checkLimits } from './check-limits.ts';
import type { SourceReading } from './fetch-promised.ts';
import type { IntakeDeps } from './intake-deps.ts';
import type { AssignedFile, AssignedPlatform, Offer } from './offer.ts';
import { type ProviderPackage, selected } from './provider-package.ts';
import { readAptSource } from './read-apt-source.ts';
import { type ReadSource, readYumSource } from './read-yum-source.ts';
import { counted, refuse } from './refuse.ts';
import { isLeftOut, leftOutOf, splitParts } from './split-parts.ts';
import type { Fetch } from './start-fetching.ts';

/** A fetch of a release that is one repository of its provider for each platform. */
type RepositoryFetch = FetchRelease & { readonly source: RepositorySource };

/** Such a fetch at work, and the keys that it is judged by. */
export interface RepositoryWork {
  readonly action: RepositoryFetch;
  readonly fetch: Fetch;
  readonly keyring: Keyring;
}

const readers = { yum: readYumSource, apt: readAptSource } as const satisfies Record<
  RepositoryFormat,
  (reading: SourceReading, source: SourceRepository) => Promise<ReadSource>
>;

/** Reads what the provider's repositories promise; each is pinned by the digest of its root file (R61). */
export async function readRepositoryOffer(
  { files, progress }: IntakeDeps,
  { action, fetch, keyring }: RepositoryWork,
): Promise<Offer> {
  const { signatures } = action;
  const read: Reading[] = [];
  for (const source of action.source.repositories) {
    const format = action.platforms.find(({ key }) => key === source.platform)?.format;
    if (format === undefined) continue;
    progress.step(`reading the repository of ${action.release} for ${source.platform}`);
    const found = await readers[format]({ files, fetch, signatures, keyring, folder: source.path }, source);
    read.push(judge(source, format, found));
  }
  const platforms = read.flatMap(({ platform }) => splitParts(platform, action.parts));
  const problems = [
    ...read.flatMap((each) => each.problems),
    ...read.flatMap(({ platform }) => emptyProblems(platform, action)),
    ...platforms.flatMap(platformProblems),
  ];
  if (problems.length > 0) {
    const count = counted(problems.length, 'problem');
    throw refuse('content-refused', `the provider's repositories have ${count}`, problems);
  }
  const all = read.flatMap(({ platform }) => platform.files.map(({ file }) => file));
  checkLimits(
    all.filter((file) => !isLeftOut(file, action.parts)),
    action.limits,
  );
  return {
    manifest: "the metadata of the provider's repositories",
    platforms,
    leftOut: read.flatMap(({ platform }) => leftOutIn(platform, action)),
    named: [],
    kept: read.map(({ kept }) => kept),
  };
}

interface Reading {
  readonly platform: AssignedPlatform;
  readonly kept: Offer['kept'][number];
  readonly problems: readonly string[];
}

function judge(source: SourceRepository, format: RepositoryFormat, { root, packages }: ReadSource): Reading {
  const { packages: taken, missing } = selected(packages, source.packages);
  const key = source.platform;
  const files = taken
    .map((each): AssignedFile => ({ file: fileOf(each, source), said: each.said }))
    .sort((a, b) => (posix.basename(a.file.path) < posix.basename(b.file.path) ? -1 : 1));
  return {
    platform: { key, format, files },
    kept: { name: `${key.replace('/', '-')}.${root.name}`, bytes: root.bytes },
    problems: [
      ...missing.map((wish) => `the repository for ${key} has no package ${wish}`),
      ...taken.flatMap((each) => foreignProblem(each, source)),
    ],
  };
}

function fileOf({ path, size, sha256 }: ProviderPackage, source: SourceRepository): AssignedFile['file'] {
  return { path: `${source.path}${path}`, size, sha256 };
}

/** A repository may serve several architectures; what the clients of a platform cannot install is no part of it. */
function foreignProblem(
  { path, said: { arch } }: ProviderPackage,
  source: SourceRepository,
): readonly string[] {
  const own = archOf(source.platform);
  const also = own === 'x86_64' ? ['i386', 'i486', 'i586', 'i686'] : [];
  const fits = [own, ...also, 'noarch', 'all', 'src', 'nosrc'].includes(arch);
  return fits ? [] : [`${path} is for ${arch}, and its repository stands for ${source.platform}`];
}

function emptyProblems({ key, files }: AssignedPlatform, { parts }: FetchRelease): readonly string[] {
  const [main] = splitParts({ key, format: 'yum', files }, parts);
  return main?.files.length === 0 ? [`the repository for ${key} has no package to take`] : [];
}

function leftOutIn({ files }: AssignedPlatform, { parts }: FetchRelease): readonly LeftOutFile[] {
  return leftOutOf(
    files.map(({ file }) => file),
    parts,
  );
}
