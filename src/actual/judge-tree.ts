import { type Sha256, sha256Of } from '../domain/digest.ts';
import { attestationsFolder, type Generation, generationFolder } from '../domain/generation.ts';
import type { Member, MemberManifest } from '../domain/member.ts';
import type { PublicKey } from '../domain/public-key.ts';
import type { Repository } from '../domain/repository.ts';
import { generationFileName } from '../formats/generation-json.ts';
import { generationsFolder, liveLink, packagesFolder } from '../formats/repository-layout.ts';
import type { FileFacts, Files } from '../ports/files.ts';
import type { Pool } from '../ports/pool.ts';
import type { Signer } from '../ports/signer.ts';
import type { StageRoots } from '../ports/stage-roots.ts';
import { compareTree, type TreeProblem } from './compare-tree.ts';
import { eachOf } from './each-of.ts';
import { expectedTree } from './expected-tree.ts';
import type { Digests } from './file-digests.ts';
import { keptGenerations } from './kept-generations.ts';
import { keptSignatures, noteSignature } from './kept-signatures.ts';

const manifestsAtOnce = 16;

/** What judging a published tree needs. */
export interface JudgeDeps {
  readonly files: Files;
  readonly roots: StageRoots;
  readonly digests: Digests;
  readonly signer: Pick<Signer, 'checkDetached'>;
  readonly pool: Pick<Pool, 'manifest' | 'packageFolder'>;
  /** What a repository offers beside its generations, by path: keys, and the file that clients copy. */
  readonly offered: (
    repository: Repository,
    keys: readonly PublicKey[],
  ) => Promise<ReadonlyMap<string, string>>;
}

/** A generation that should be live; without keys, nothing beside the generations is judged. */
interface Wanted {
  readonly generation: Generation;
  readonly signature: string | null;
  readonly keys: readonly PublicKey[] | null;
}

interface Judged {
  /** One sentence for everything that is not as it should be. */
  readonly damage: readonly string[];
  /** The part of it without which a client cannot install from the live generation. */
  readonly needed: readonly string[];
  /** Paths of what has to go, because nothing of ours is called so or because it cannot be mended. */
  readonly strange: readonly string[];
}

/** Holds a tree against the generation that should be live in it. */
export async function judgeTree(
  deps: JudgeDeps,
  found: {
    readonly repository: Repository;
    readonly folder: string;
    readonly entries: ReadonlyMap<string, FileFacts>;
  },
  { generation, signature, keys }: Wanted,
): Promise<Judged> {
  const { repository, folder, entries } = found;
  const root = deps.roots[repository.stage];
  const kept = await keptGenerations(deps.files, { ...found, generation });
  if (signature !== null) noteSignature(deps.digests, generation, sha256Of(signature));
  const expected = expectedTree({
    repository,
    url: `${root.url}/${repository.path}`,
    live: generation,
    signature,
    kept,
    keptSignatures: await keptSignatures(deps, found, kept),
    present: [...entries.keys()],
    // A key that cannot be read says nothing about the tree.
    offered: keys === null ? null : await deps.offered(repository, keys).catch(() => null),
    manifests: await manifestsOf(deps.pool, [generation, ...kept]),
    packageFolder: (release, platform) => deps.pool.packageFolder(release, platform),
  });
  const rootRights = (await deps.files.facts(root.path))?.rights ?? 0;
  const tree = { folder, entries, format: repository.format, rootRights };
  const problems = withoutKept(await compareTree(deps, tree, expected), kept);
  const needed = problems.filter(
    ({ path, kind }) => kind === 'content' && isNeeded(path, repository, generation),
  );
  const gone = await goneGenerations(deps, found, { generation, kept, isSound: problems.length === 0 });
  return {
    damage: [...problems.map(({ sentence }) => sentence), ...gone],
    needed: needed.map(({ sentence }) => sentence),
    strange: problems.filter(({ kind }) => kind === 'strange').map(({ path }) => path),
  };
}

async function manifestsOf(
  pool: JudgeDeps['pool'],
  generations: readonly Generation[],
): Promise<ReadonlyMap<Sha256, MemberManifest | null>> {
  const members = new Map(
    generations.flatMap((each) => each.members).map((member) => [member.digest, member]),
  );
  return new Map<Sha256, MemberManifest | null>(
    await eachOf(
      [...members],
      manifestsAtOnce,
      async ([digest, member]) => [digest, await manifestOf(pool, member)] as const,
    ),
  );
}

// What is wrong in the pool is told of the release, not of every repository that has it.
function manifestOf(pool: JudgeDeps['pool'], member: Member): Promise<MemberManifest | null> {
  return pool.manifest(member).catch(() => null);
}

/** An earlier generation cannot be made again, because its signatures cannot: with any damage it goes as a whole. */
function withoutKept(problems: readonly TreeProblem[], kept: readonly Generation[]): readonly TreeProblem[] {
  const folders = new Set(kept.map(({ number }) => `${generationsFolder}/${generationFolder(number)}`));
  const folderOf = (path: string) => path.split('/').slice(0, 2).join('/');
  const damaged = new Map<string, TreeProblem>();
  const others: TreeProblem[] = [];
  for (const problem of problems) {
    const folder = folderOf(problem.path);
    if (!folders.has(folder) || problem.kind === 'rights') others.push(problem);
    else if (!damaged.has(folder))
      damaged.set(folder, { path: folder, kind: 'strange', sentence: problem.sentence });
  }
  return [...others, ...damaged.values()];
}

function isNeeded(path: string, { format }: Repository, { number }: Generation): boolean {
  const own = `${generationsFolder}/${generationFolder(number)}`;
  const folders = [packagesFolder(format), attestationsFolder, own];
  return path === liveLink(format) || folders.some((folder) => path.startsWith(`${folder}/`));
}

/** Earlier generations that were there when this one was seen sound; only memory knows of them. */
async function goneGenerations(
  { digests }: JudgeDeps,
  {
    repository,
    entries,
  }: { readonly repository: Repository; readonly entries: ReadonlyMap<string, FileFacts> },
  now: { readonly generation: Generation; readonly kept: readonly Generation[]; readonly isSound: boolean },
): Promise<readonly string[]> {
  const folder = `${generationsFolder}/${generationFolder(now.generation.number)}`;
  const live = entries.get(`${folder}/${generationFileName}`);
  const key = `kept ${repository.key}`;
  const numbers = now.kept.map(({ number }) => generationFolder(number));
  // Made again it is another file, and what is gone is gone.
  const [inode, ...before] = digests.recall(key)?.split(' ') ?? [];
  const gone = inode === String(live?.inode) ? before.filter((name) => !numbers.includes(name)) : [];
  if (gone.length === 0 && now.isSound) digests.note(key, [live?.inode, ...numbers].join(' '));
  return gone.map((name) => `${generationsFolder}/${name} is missing`);
}
