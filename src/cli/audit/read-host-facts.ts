import { join } from 'node:path';
import { localFileChanges } from '../../adapters/files/change-files.ts';
import { openPool } from '../../adapters/files/pool.ts';
import { localFiles } from '../../adapters/files/read-files.ts';
import {
  fileKey,
  type HostFacts,
  type MainFacts,
  type PoolFacts,
  type TreeFacts,
} from '../../audit/facts.ts';
import type { Host } from '../../config/host.ts';
import { sha256Of } from '../../domain/digest.ts';
import { failureOf } from '../../domain/failure.ts';
import { generationFolder } from '../../domain/generation.ts';
import type { Member } from '../../domain/member.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Inventory } from '../../domain/record.ts';
import type { RecordStep } from '../../domain/record-step.ts';
import type { ReleaseId } from '../../domain/release.ts';
import { allRepositoriesOf, type Repository } from '../../domain/repository.ts';
import { readClearSigned } from '../../formats/clear-signed.ts';
import { inventoryOf } from '../../intake/pooled-inventory.ts';
import type { Pool } from '../../ports/pool.ts';
import { checkGeneration } from '../../publish/check-generation.ts';
import { offeredFiles } from '../../publish/offer-to-clients.ts';
import { type Place, placeOf } from '../../publish/place.ts';
import { readMembers } from '../../publish/read-members.ts';
import { readPromised } from './read-promised.ts';

interface Sources {
  readonly host: Host;
  readonly steps: readonly RecordStep[];
  readonly main: MainFacts;
  /** The public key of the host, as clients are offered it. */
  readonly key: string;
}

/** Reads every byte that the host has published, and what its pool says of it. */
export async function readHostFacts(sources: Sources): Promise<HostFacts> {
  const last = sources.steps.at(-1);
  const { commit } = last?.record ?? { commit: null };
  const policy = commit === null ? null : (sources.main.policies.get(commit) ?? null);
  if (last === undefined || policy === null) return { trees: new Map(), pool: new Map() };
  const repositories = allRepositoriesOf(policy.majorReleases, releasesOf(sources));
  const wanted = repositories.filter(({ key }) => last.record.generations.has(key));
  const trees: [Repository['key'], TreeFacts | null][] = [];
  for (const repository of wanted)
    trees.push([repository.key, await readTree(repository, { ...sources, policy, last })]);
  const members = [...last.record.generations.values()].flatMap(({ generation }) => generation.members);
  return { trees: new Map(trees), pool: await readPool(sources.host, members) };
}

function releasesOf({ steps, main }: Sources) {
  const records = [...(steps.at(-1)?.record.releases.values() ?? [])];
  return records.flatMap(({ release, visits }) => {
    const files = visits.flatMap(({ commit }) => main.files.get(fileKey(commit, release)) ?? []);
    return files.slice(-1).map((file) => file.release);
  });
}

async function readTree(
  repository: Repository,
  {
    host,
    key,
    policy,
    last,
  }: Pick<Sources, 'host' | 'key'> & { readonly policy: Policy; readonly last: RecordStep },
): Promise<TreeFacts | null> {
  const place = placeOf(repository, host.stages[repository.stage]);
  if ((await localFiles.facts(place.folder))?.kind !== 'folder') return null;
  const files = new Map();
  const links = new Map();
  const others: string[] = [];
  for await (const path of below(place.folder, '')) {
    const full = join(place.folder, path);
    const facts = await localFiles.facts(full);
    if (facts?.kind === 'file') files.set(path, await localFiles.digest(full));
    else if (facts?.kind === 'link') links.set(path, await localFiles.linkTarget(full));
    else if (facts?.kind === 'other') others.push(path);
  }
  const providers = [...policy.providers.values()].flatMap((provider) => provider.keys);
  const keys = providers.map(({ file, armored }) => [file, armored] as const);
  const offered = offeredFiles(place, key, new Map(keys.sort(([a], [b]) => (a < b ? -1 : 1))));
  return {
    folder: place.folder,
    url: place.url,
    ...{ files, links, others },
    unlike: await unlikeMembers(host, place, last),
    offered: new Map([...offered].map(([path, text]) => [path, sha256Of(text)])),
  };
}

/** Reads the live generation back as its publisher did before clients saw it; signatures are judged elsewhere. */
async function unlikeMembers(host: Host, place: Place, { record }: RecordStep): Promise<readonly string[]> {
  const generation = record.generations.get(place.repository.key)?.generation;
  if (generation === undefined) return [];
  const signer = { checkDetached: async () => undefined, checkClearsigned: signedText };
  try {
    const contents = await readMembers(poolOf(host), place.repository, generation.members);
    const folder = join(place.generations, generationFolder(generation.number));
    await checkGeneration({ files: localFiles, signer }, place, { folder, generation, contents });
    return [];
  } catch (error) {
    const { message, details } = failureOf(error);
    return details.length > 0 ? details : [message];
  }
}

async function signedText(envelope: string): Promise<string> {
  const read = readClearSigned(Buffer.from(envelope));
  return read.ok ? read.value : '';
}

async function* below(folder: string, path: string): AsyncGenerator<string> {
  const names = (await localFiles.list(join(folder, path))) ?? [];
  for (const name of names) {
    const inner = path === '' ? name : `${path}/${name}`;
    yield inner;
    yield* below(folder, inner);
  }
}

async function readPool(host: Host, members: readonly Member[]): Promise<ReadonlyMap<ReleaseId, PoolFacts>> {
  const facts = new Map<ReleaseId, PoolFacts>();
  for (const [release, own] of Map.groupBy(members, (member) => member.release))
    facts.set(
      release,
      await readPooled(poolOf(host), join(host.state, 'pool', release), { release, members: own }),
    );
  return facts;
}

function poolOf({ state }: Host): Pool {
  return openPool({ root: join(state, 'pool'), scratch: join(state, 'glances'), changes: localFileChanges });
}

async function readInventory(pool: Pool, release: ReleaseId): Promise<Inventory | null> {
  const pooled = await pool.describe(release);
  return pooled === null ? null : inventoryOf(pool, pooled);
}

async function readPooled(
  pool: Pool,
  folder: string,
  { release, members }: { readonly release: ReleaseId; readonly members: readonly Member[] },
): Promise<PoolFacts> {
  const manifests = new Map<
    Member['digest'],
    PoolFacts['manifests'] extends ReadonlyMap<unknown, infer V> ? V : never
  >();
  for (const member of members) {
    const packages = await pool
      .manifest(member)
      .then((manifest) => manifest.packages)
      .catch((error) => failureOf(error).message);
    manifests.set(member.digest, packages);
  }
  const documents: [string, Awaited<ReturnType<typeof localFiles.digest>>['sha256']][] = [];
  for (const name of (await localFiles.list(folder)) ?? [])
    if ((await localFiles.facts(join(folder, name)))?.kind === 'file')
      documents.push([name, (await localFiles.digest(join(folder, name))).sha256]);
  return {
    inventory: await readInventory(pool, release).catch(() => null),
    ...{ manifests, documents: new Map(documents) },
    promised: await readPromised(localFiles, folder),
  };
}
