import type { ConfigDocument } from '../document/generated/config.ts';
import type { DocumentPath } from '../document/places.ts';
import type { Located } from '../document/read-document.ts';
import type { Finding } from '../domain/finding.ts';
import type { MajorRelease, SupportedPlatform } from '../domain/major-release.ts';
import type { SystemPolicy, SystemRepository } from '../domain/operating-system.ts';
import { wholeKey } from '../domain/package-part.ts';
import type { PublicKey } from '../domain/public-key.ts';
import { splitPlatform } from '../domain/release.ts';
import { readSourceAddress } from '../domain/source-address.ts';
import { networkProblem } from './check-network.ts';
import { complaintAbout, type KeyReader, textOf } from './read-keys.ts';

type Document = Located<ConfigDocument>;
type Declared = ConfigDocument['operatingSystems']['platforms'][string][number];
type Keys = ReadonlyMap<string, PublicKey>;

/** Reads what clients have from their operating system, and what is wrong with it. */
export async function readOperatingSystems(
  document: Document,
  majors: readonly MajorRelease[],
  readKey: KeyReader,
): Promise<{ readonly systems: SystemPolicy; readonly findings: readonly Finding[] }> {
  const { keys, findings } = await readSystemKeys(document, readKey);
  const platforms = majors.flatMap((major) => major.platforms.filter(({ key }) => key === wholeKey(key)));
  const all = [
    ...checkPlatforms(document, platforms),
    ...eachRepository(document, (repository, path, name) =>
      checkRepository(document, { repository, path, platforms: platforms.filter(isMeant(name)) }),
    ),
    ...findings,
  ];
  return { systems: systemsOf(document.value, platforms, keys), findings: all };
}

function systemsOf(
  { operatingSystems: { readEveryHours, platforms: declared } }: ConfigDocument,
  platforms: readonly SupportedPlatform[],
  keys: Keys,
): SystemPolicy {
  const repositories = platforms.flatMap((platform) => {
    const all = Object.entries(declared)
      .filter(([name]) => isMeant(name)(platform))
      .flatMap(([, each]) => each.flatMap((repository) => repositoryOf(repository, platform, keys) ?? []));
    return all.length === 0 ? [] : [[platform.key, all] as const];
  });
  return { readEveryHours, repositories: new Map(repositories) };
}

function repositoryOf(
  { url, suite, components, keys: files, networks }: Declared,
  { format }: SupportedPlatform,
  keys: Keys,
): SystemRepository | undefined {
  const protocol = readSourceAddress(url)?.protocol;
  if (protocol === undefined) return undefined;
  return {
    protocol,
    url,
    suite: suite ?? null,
    components: components ?? (format === 'apt' && suite !== undefined ? ['main'] : []),
    keys: files.flatMap((file) => keys.get(file) ?? []),
    networks,
  };
}

/** Whether an entry, by platform or by platform and architecture, speaks of a platform. */
function isMeant(name: string): (platform: SupportedPlatform) => boolean {
  return ({ key }) => key === name || splitPlatform(key).platform === name;
}

function eachRepository<T>(
  { value }: Document,
  look: (repository: Declared, path: DocumentPath, name: string) => readonly T[],
): readonly T[] {
  return Object.entries(value.operatingSystems.platforms).flatMap(([name, repositories]) =>
    repositories.flatMap((repository, index) =>
      look(repository, ['operatingSystems', 'platforms', name, index], name),
    ),
  );
}

function checkPlatforms(document: Document, platforms: readonly SupportedPlatform[]): readonly Finding[] {
  return Object.keys(document.value.operatingSystems.platforms).flatMap((name) => {
    if (platforms.some(isMeant(name))) return [];
    const message = `no major release has the platform ${name}`;
    const hint = `known: ${[...new Set(platforms.map(({ key }) => key))].join(', ')}`;
    const path = ['operatingSystems', 'platforms', name];
    return [document.finding(path, 'key', { rule: 'operating-system', message, hint })];
  });
}

function checkRepository(
  document: Document,
  {
    repository,
    path,
    platforms,
  }: {
    readonly repository: Declared;
    readonly path: DocumentPath;
    readonly platforms: readonly SupportedPlatform[];
  },
): readonly Finding[] {
  const { url, suite, components, networks } = repository;
  const say = (field: DocumentPath, message: string, hint: string) =>
    document.finding([...path, ...field], 'value', { rule: 'operating-system', message, hint });
  const isYum = platforms.some(({ format }) => format === 'yum');
  const aptOnly = (['suite', 'components'] as const).filter((field) => isYum && repository[field]);
  const isFlat = suite === undefined && components !== undefined && !isYum;
  return [
    ...(isFolder(url) ? [] : [say(['url'], 'url is not a plain folder that ends with a slash', folderHint)]),
    ...aptOnly.map((field) => say([field], `a yum repository has no ${field}`, 'remove the field')),
    ...(isFlat ? [say(['components'], 'components need a suite', 'name the suite, or remove them')] : []),
    ...networks.flatMap((network, index) => {
      const problem = networkProblem(network);
      return problem === undefined ? [] : [say(['networks', index], problem.message, problem.hint)];
    }),
  ];
}

const folderHint =
  'write it like https://mirror.example.org/rocky/9/BaseOS/x86_64/os/, with letters, digits and . _ + ~ - and without a user';

function isFolder(url: string): boolean {
  return /^(\/[A-Za-z0-9][A-Za-z0-9._+~-]*)+\/$/.test(readSourceAddress(url)?.path ?? '');
}

// Clients get these keys by other ways, so that their names may be those of others.
async function readSystemKeys(document: Document, readKey: KeyReader) {
  const keys = new Map<string, PublicKey>();
  const findings: Finding[] = [];
  const named = eachRepository(document, ({ keys: files }, path) =>
    files.map((file, index) => ({ file, at: [...path, 'keys', index] })),
  );
  for (const { file, at } of named) {
    const read = await readKey(file);
    const complaint = complaintAbout(file, read, 'the operating system');
    if (complaint !== undefined) findings.push(document.finding(at, 'value', complaint));
    else if (read !== null) keys.set(file, { file, armored: textOf(read) });
  }
  return { keys, findings };
}
