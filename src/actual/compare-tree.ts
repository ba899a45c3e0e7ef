import { dirname, join } from 'node:path/posix';
import { cleanText } from '../domain/failure.ts';
import type { RepositoryFormat } from '../domain/major-release.ts';
import { rightsProblem } from '../formats/published-rights.ts';
import { packagesFolder } from '../formats/repository-layout.ts';
import type { FileFacts, Files } from '../ports/files.ts';
import { eachOf } from './each-of.ts';
import type { ExpectedFile, ExpectedTree } from './expected-tree.ts';
import type { Digests } from './file-digests.ts';

const atOnce = 16;

/** Something that is not as it should be: where, and one sentence about it. */
export interface TreeProblem {
  readonly path: string;
  readonly sentence: string;
  /** What is `strange` is none of ours, or of another kind than ours would be: it can only be removed. */
  readonly kind: 'content' | 'rights' | 'strange';
}

/** A tree as it was found. */
export interface FoundTree {
  /** Absolute. */
  readonly folder: string;
  readonly entries: ReadonlyMap<string, FileFacts>;
  readonly format: RepositoryFormat;
  /** Rights of the stage's root: who may read it may read what is published below. */
  readonly rootRights: number;
}

interface CompareDeps {
  readonly files: Pick<Files, 'facts' | 'linkTarget'>;
  readonly digests: Pick<Digests, 'of'>;
}

/** Every difference between a tree and what it should be, in order of path. */
export async function compareTree(
  deps: CompareDeps,
  found: FoundTree,
  expected: ExpectedTree,
): Promise<readonly TreeProblem[]> {
  const problems: TreeProblem[] = [];
  const say = (path: string, kind: TreeProblem['kind'], sentence: string | undefined) => {
    if (sentence !== undefined) problems.push({ path, kind, sentence: shown(`${path} ${sentence}`) });
  };
  for (const [path, target] of expected.links)
    say(path, ...(kindProblem(path, found, 'link') ?? (await linkProblem(deps, found, { path, target }))));
  const said = await eachOf([...expected.files], atOnce, async ([path, file]) => {
    const wrong = kindProblem(path, found, 'file') ?? (await fileProblem(deps, found, { path, file }));
    return [path, ...wrong] as const;
  });
  for (const each of said) say(...each);
  for (const [path, facts] of found.entries) {
    const rule = isPackage(path, found) ? 'kept for ever' : 'ours to change';
    say(path, 'rights', rightsProblem(facts, rule, found.rootRights));
  }
  return [...problems, ...strangers(found, expected)].sort((a, b) => (a.path < b.path ? -1 : 1));
}

type Said = readonly [kind: TreeProblem['kind'], sentence: string | undefined];

function kindProblem(path: string, { entries }: FoundTree, kind: 'link' | 'file'): Said | undefined {
  const facts = entries.get(path);
  if (facts === undefined) return ['content', 'is missing'];
  return facts.kind === kind ? undefined : ['strange', `is a ${facts.kind} instead of a ${kind}`];
}

async function linkProblem(
  { files }: CompareDeps,
  { folder }: FoundTree,
  { path, target }: { readonly path: string; readonly target: string },
): Promise<Said> {
  const leads = await files.linkTarget(join(folder, path));
  return ['content', leads === target ? undefined : `leads to ${leads}`];
}

async function fileProblem(
  deps: CompareDeps,
  { folder, entries }: FoundTree,
  { path, file }: { readonly path: string; readonly file: ExpectedFile },
): Promise<Said> {
  const facts = entries.get(path);
  if (facts === undefined) return ['content', 'is missing'];
  if (file.sha256 !== null && (await deps.digests.of(join(folder, path), facts)) !== file.sha256)
    return ['content', 'has other bytes'];
  if (file.sameAs === null) return ['content', undefined];
  const pooled = await deps.files.facts(file.sameAs);
  const same = pooled?.inode === facts.inode && pooled.device === facts.device;
  return ['content', same ? undefined : 'is a copy instead of the file of the pool'];
}

/** What nothing names; of a strange folder only itself, not all that is in it. */
function strangers({ entries }: FoundTree, expected: ExpectedTree): readonly TreeProblem[] {
  const named = [...expected.files.keys(), ...expected.links.keys()];
  const folders = new Set([...expected.folders, ...expected.unjudged, ...named].flatMap(foldersAbove));
  const known = new Set(['.', ...named, ...folders, ...expected.folders, ...expected.unjudged]);
  const strange = new Set<string>();
  for (const [path, facts] of entries) {
    if (path === '.' && facts.kind !== 'folder') strange.add(path);
    const unjudged = expected.unjudged.some((folder) => path.startsWith(`${folder}/`));
    const isOurs = known.has(path) && (facts.kind === 'folder' || !folders.has(path));
    if ((!unjudged && !isOurs) || strange.has(dirname(path))) strange.add(path);
  }
  return [...strange]
    .filter((path) => path === '.' || !strange.has(dirname(path)))
    .map((path) => ({ path, sentence: shown(`${path} is not ours`), kind: 'strange' }));
}

// Whoever names a strange file would write on the terminal of those who read of it.
function shown(sentence: string): string {
  return cleanText(sentence).replaceAll(/\s+/g, ' ');
}

function foldersAbove(path: string): readonly string[] {
  const above = dirname(path);
  return above === '.' ? [] : [above, ...foldersAbove(above)];
}

function isPackage(path: string, { format, entries }: FoundTree): boolean {
  return entries.get(path)?.kind === 'file' && path.startsWith(`${packagesFolder(format)}/`);
}
