import { type Sha256, sha256Of } from '../../domain/digest.ts';
import {
  attestationFile,
  type Generation,
  generationFolder,
  generationText,
} from '../../domain/generation.ts';
import type { RecordedGeneration } from '../../domain/record.ts';
import type { RepositoryKey } from '../../domain/repository.ts';
import {
  digestInName,
  liveLink,
  liveTarget,
  metalinkFile,
  numberOfFolder,
  packagesFolder,
  packagesLink,
} from '../../formats/repository-layout.ts';
import { metalinkText } from '../../formats/yum-metalink.ts';
import type { AuditFacts, TreeFacts } from '../facts.ts';
import type { AuditFinding } from '../finding.ts';

interface Told {
  /** Every generation of the repository that the record tells of, by number. */
  readonly generations: ReadonlyMap<number, Generation>;
  /** Digests of their signatures, which stand in the record as well. */
  readonly signatures: ReadonlyMap<number, Sha256>;
  readonly packages: ReadonlyMap<string, Sha256>;
}

/** Every byte of every published repository is one that the record tells of, and none of those is missing. */
export function checkTrees(facts: AuditFacts): readonly AuditFinding[] {
  const { steps, host } = facts;
  const last = steps.at(-1);
  if (host === null || last === undefined) return [];
  return [...last.record.generations].flatMap(([key, recorded]) => {
    const tree = host.trees.get(key) ?? null;
    if (tree === null)
      return [
        said(key, { message: 'the repository is not there', expected: 'a published tree', found: 'nothing' }),
      ];
    return checkTree(tree, recorded, toldOf(facts, key));
  });
}

function said(file: string, text: Pick<AuditFinding, 'message' | 'expected' | 'found'>): AuditFinding {
  return { rule: 'published-tree', where: 'tree', commit: null, file, ...text };
}

function toldOf({ steps }: AuditFacts, key: RepositoryKey): Told {
  const generations = new Map<number, Generation>();
  const signatures = new Map<number, Sha256>();
  const packages = new Map<string, Sha256>();
  for (const { record, inventories } of steps) {
    const recorded = record.generations.get(key);
    if (recorded === undefined || generations.has(recorded.generation.number)) continue;
    const { generation, rootFiles } = recorded;
    generations.set(generation.number, generation);
    signatures.set(generation.number, sha256Of(rootFiles.get('generation.json.asc') ?? ''));
    for (const { release, platform } of generation.members) {
      const own = inventories.get(release)?.platforms.find((each) => each.platform === platform);
      for (const { file, sha256 } of own?.packages ?? []) packages.set(`${release}/${file}`, sha256);
    }
  }
  return { generations, signatures, packages };
}

function checkTree(tree: TreeFacts, recorded: RecordedGeneration, told: Told): readonly AuditFinding[] {
  const { generation } = recorded;
  const format = recorded.rootFiles.has('repomd.xml') ? 'yum' : 'apt';
  const live = tree.links.get(liveLink(format)) ?? 'no link';
  const target = liveTarget(format, generation.number);
  const at = (path: string) => `${tree.folder}/${path}`;
  const kept = [...told.generations.values()].filter(({ number }) => isThere(tree, number));
  const needed = new Map([
    ...tree.offered,
    ...[generation, ...kept].flatMap((each) => [...filesOf(each, tree, told)]),
    ...[generation, ...kept].flatMap((each) => [...packagesOf(each, format, told)]),
    ...(generation.attestations ?? []).map((each) => [attestationFile(each), each.sha256] as const),
  ]);
  const findings = [...needed].flatMap(([path, expected]) => {
    const found = tree.files.get(path)?.sha256 ?? 'no file';
    if (found === expected) return [];
    return [said(at(path), { message: 'it is not what the record tells', expected, found })];
  });
  const others = [...tree.files]
    .filter(([path]) => !needed.has(path))
    .flatMap(([path, { sha256 }]) => {
      const expected = earlierFile(path, { tree, format, told });
      if (expected === sha256) return [];
      const message = expected === null ? 'nothing tells of this file' : 'it is not what the record tells';
      return [said(at(path), { message, expected: expected ?? 'no file', found: sha256 })];
    });
  return [
    ...(live === target
      ? []
      : [
          said(at(liveLink(format)), {
            message: 'another generation is live',
            expected: target,
            found: live,
          }),
        ]),
    ...findings,
    ...others,
    ...[...tree.links]
      .filter(
        ([path, to]) =>
          path !== liveLink(format) &&
          !(path.endsWith(`/${packagesLink.name}`) && to === packagesLink.target),
      )
      .map(([path, found]) =>
        said(at(path), { message: 'nothing tells of this link', expected: 'no link', found }),
      ),
    ...tree.unlike.map((found) =>
      said(at(rootOf(format, generation)), {
        message: 'its metadata tells something else than its members',
        expected: 'what the members have',
        found,
      }),
    ),
    ...tree.others.map((path) =>
      said(at(path), {
        message: 'it is neither file nor folder',
        expected: 'nothing',
        found: 'something else',
      }),
    ),
  ];
}

function rootOf(format: 'yum' | 'apt', { number, files }: Generation): string {
  const root = files.find(({ path }) => (format === 'yum' ? /\/repomd\.xml$/ : /\/Release$/).test(path));
  return `generations/${generationFolder(number)}/${root?.path ?? ''}`;
}

// An earlier generation stays for slower clients as a whole, or not at all.
function isThere({ files }: TreeFacts, number: number): boolean {
  const folder = `generations/${generationFolder(number)}/`;
  return [...files.keys()].some((path) => path.startsWith(folder));
}

function filesOf(generation: Generation, { url }: TreeFacts, told: Told): ReadonlyMap<string, Sha256> {
  const folder = `generations/${generationFolder(generation.number)}`;
  const metalink = metalinkText(url, generation);
  const signature = told.signatures.get(generation.number);
  return new Map([
    [`${folder}/generation.json`, sha256Of(generationText(generation))],
    ...generation.files.map(({ path, sha256 }) => [`${folder}/${path}`, sha256] as const),
    ...(metalink === undefined ? [] : [[`${folder}/${metalinkFile}`, sha256Of(metalink)] as const]),
    ...(signature === undefined ? [] : [[`${folder}/generation.json.asc`, signature] as const]),
  ]);
}

function packagesOf({ members }: Generation, format: 'yum' | 'apt', told: Told): ReadonlyMap<string, Sha256> {
  const releases = new Set<string>(members.map(({ release }) => release));
  const releaseOf = (path: string) => path.slice(0, path.lastIndexOf('/'));
  return new Map(
    [...told.packages]
      .filter(([path]) => releases.has(releaseOf(path)))
      .map(([path, sha256]) => [`${packagesFolder(format)}/${path}`, sha256]),
  );
}

/** The digest of a file that only slower clients need; null where nothing tells of it. */
function earlierFile(
  path: string,
  { tree, format, told }: { readonly tree: TreeFacts; readonly format: 'yum' | 'apt'; readonly told: Told },
): Sha256 | null {
  const packages = `${packagesFolder(format)}/`;
  if (path.startsWith(packages)) return told.packages.get(path.slice(packages.length)) ?? null;
  const [first, folder = ''] = path.split('/');
  const number = first === 'generations' ? numberOfFolder(folder) : undefined;
  if (number === undefined) return null;
  const generation = told.generations.get(number);
  return generation === undefined
    ? null
    : (filesOf(generation, tree, told).get(path) ?? digestInName(path) ?? null);
}
