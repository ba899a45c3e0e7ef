import { dirname, join } from 'node:path';
import type { PublishedRepository } from '../domain/actual-state.ts';
import { StagepostError } from '../domain/failure.ts';
import { type Generation, generationDigest } from '../domain/generation.ts';
import type { PublicKey } from '../domain/public-key.ts';
import type { ReconcilerRecord, RecordedGeneration } from '../domain/record.ts';
import type { Repository } from '../domain/repository.ts';
import {
  generationFileName,
  generationSignatureName,
  readGenerationJson,
} from '../formats/generation-json.ts';
import { folderOfTarget, generationsFolder, liveLink } from '../formats/repository-layout.ts';
import { type FileFacts, type Files, readTextOfFile } from '../ports/files.ts';
import type { StageRoots } from '../ports/stage-roots.ts';
import { type JudgeDeps, judgeTree } from './judge-tree.ts';
import { entriesBelow } from './list-entries.ts';

/** What looking at published trees needs. */
export interface LookDeps extends JudgeDeps {
  readonly files: Files;
  readonly roots: StageRoots;
}

/** What a published tree is held against. */
export interface Known {
  readonly record: ReconcilerRecord;
  readonly keys: readonly PublicKey[];
}

interface Found {
  readonly repository: Repository;
  readonly folder: string;
  readonly entries: ReadonlyMap<string, FileFacts>;
}

/**
 * Looks at one repository where clients read it. Where the record tells what should be there, everything else is
 * damage; throws when something cannot be read, or when nothing tells whose it is.
 */
export async function observeRepository(
  deps: LookDeps,
  repository: Repository,
  { record, keys }: Known,
): Promise<PublishedRepository> {
  const folder = join(deps.roots[repository.stage].path, repository.path);
  await refuseLinksAbove(deps, repository);
  const found = { repository, folder, entries: await entriesBelow(deps.files, folder) };
  const recorded = record.generations.get(repository.key);
  const live = await liveGeneration(deps, found);
  if (recorded === undefined) return unrecorded(deps, found, live);
  if (!found.entries.has('.')) return { state: 'absent' };
  const known = { keys, generation: recorded.generation, signature: signatureIn(recorded) };
  if (live.kind === 'found' && isSame(live.generation, recorded.generation))
    return published(live.generation, await judgeTree(deps, found, known));
  if (live.kind === 'found' && follows(live.generation, recorded.generation) && (await isSigned(deps, live)))
    return afterSwitch(deps, found, live);
  const { damage, strange } = await judgeTree(deps, found, known);
  if (live.kind === 'none')
    return { state: 'strange', live: null, digest: null, damage: [live.why, ...damage], strange };
  const { generation } = live;
  const digest = generationDigest(generation);
  const why = `generation ${generation.number} of ${generation.repository} is live`;
  const signed = generation.repository === repository.key && (await isSigned(deps, live));
  return { state: 'strange', live: signed ? generation : null, digest, damage: [why, ...damage], strange };
}

type Live =
  | {
      readonly kind: 'found';
      readonly generation: Generation;
      readonly text: string;
      readonly signature: string;
    }
  | {
      readonly kind: 'none';
      readonly why: string;
      /** Whether a publication that was killed may have left it so, before any client saw anything. */
      readonly unfinished: boolean;
    };

async function liveGeneration({ files }: LookDeps, { repository, folder, entries }: Found): Promise<Live> {
  const link = liveLink(repository.format);
  const facts = entries.get(link);
  if (facts?.kind !== 'link')
    return {
      kind: 'none',
      why: `${link} is ${facts === undefined ? 'missing' : 'no link'}`,
      unfinished: facts === undefined,
    };
  const target = (await files.linkTarget(join(folder, link))) ?? '';
  const name = folderOfTarget(repository.format, target);
  if (name === undefined)
    return { kind: 'none', why: `${link} leads to ${target}, which is not ours`, unfinished: false };
  const inside = `${generationsFolder}/${name}`;
  const read = (file: string) => readTextOfFile(files, join(folder, inside, file));
  const text = await read(generationFileName);
  if (text === null) return { kind: 'none', why: `${inside} has no ${generationFileName}`, unfinished: true };
  const parsed = readGenerationJson(text);
  if (!parsed.ok)
    return {
      kind: 'none',
      why: `${inside}/${generationFileName} is damaged: ${parsed.problems.join('; ')}`,
      unfinished: false,
    };
  return {
    kind: 'found',
    generation: parsed.value,
    text,
    signature: (await read(generationSignatureName)) ?? '',
  };
}

// What the record does not know is believed by its signature, never by its place.
async function unrecorded(deps: LookDeps, found: Found, live: Live): Promise<PublishedRepository> {
  if (live.kind === 'none') {
    if (live.unfinished) return { state: 'absent' };
    throw cannotTell(`${found.repository.key}: ${live.why}`);
  }
  await deps.signer.checkDetached(live.text, live.signature);
  return afterSwitch(deps, found, live);
}

/** A generation that an interrupted cycle switched to: only what clients need from it is judged, the rest comes later. */
async function afterSwitch(
  deps: LookDeps,
  found: Found,
  live: Extract<Live, { kind: 'found' }>,
): Promise<PublishedRepository> {
  const { generation } = live;
  const known = { keys: null, generation, signature: live.signature };
  const { needed } = await judgeTree(deps, found, known);
  return {
    state: 'published',
    generation,
    digest: generationDigest(generation),
    damage: needed,
    strange: [],
  };
}

// Whoever makes a folder above a repository a link decides what we write over.
async function refuseLinksAbove({ files, roots }: LookDeps, repository: Repository): Promise<void> {
  const root = roots[repository.stage].path;
  for (let path = dirname(repository.path); path !== '.'; path = dirname(path))
    if ((await files.facts(join(root, path)))?.kind === 'link')
      throw cannotTell(`${join(root, path)} above ${repository.key} is a link that is not ours`);
}

function published(
  generation: Generation,
  { damage, strange }: { readonly damage: readonly string[]; readonly strange: readonly string[] },
): PublishedRepository {
  return { state: 'published', generation, digest: generationDigest(generation), damage, strange };
}

function isSame(one: Generation, other: Generation): boolean {
  return generationDigest(one) === generationDigest(other);
}

function follows(next: Generation, recorded: Generation): boolean {
  return next.previous === generationDigest(recorded) && next.number === recorded.number + 1;
}

async function isSigned(
  { signer }: LookDeps,
  { text, signature }: Extract<Live, { kind: 'found' }>,
): Promise<boolean> {
  return signer.checkDetached(text, signature).then(
    () => true,
    () => false,
  );
}

function signatureIn({ rootFiles }: RecordedGeneration): string | null {
  return rootFiles.get(generationSignatureName) ?? null;
}

function cannotTell(message: string): StagepostError {
  return new StagepostError({
    code: 'verification-failed',
    message,
    hint: 'look at the tree, then remove it whole if it is not ours; it is made again from the record and the pool',
    treatment: 'needs-person',
  });
}
