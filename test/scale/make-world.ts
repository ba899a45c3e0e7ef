// A big world by the product's own writers: git, pool, record, and published repositories as they would be after years.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { closeSigner } from '../../src/adapters/gpg/gpg-command.ts';
import { processRunner } from '../../src/adapters/process/run-command.ts';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { type Composed, compose } from '../../src/compose.ts';
import { checkTree } from '../../src/desired/check-tree.ts';
import { locationOf } from '../../src/domain/location.ts';
import type { PooledRelease } from '../../src/domain/member.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { emptyRecord, type ReleaseRecord } from '../../src/domain/record.ts';
import type { PlatformKey, Release } from '../../src/domain/release.ts';
import { allRepositoriesOf, areaOf } from '../../src/domain/repository.ts';
import { inventoryOf } from '../../src/intake/pooled-inventory.ts';
import { silent } from '../../src/ports/progress.ts';
import { reconcileUntilQuiet } from '../../src/reconcile/until-quiet.ts';
import { fillPool } from './fill-pool.ts';
import { hastyChanges } from './hasty-changes.ts';
import { openPackageMakers } from './package-templates.ts';
import { recordedRelease } from './recorded-release.ts';
import { type SampleRelease, sampleReleases } from './sample-releases.ts';
import { writeMain } from './write-main.ts';

const atOnce = 16;

/** Where a big world is. */
export interface World {
  readonly folder: string;
  readonly hostFile: string;
  readonly repository: string;
}

export function worldIn(folder: string): World {
  return { folder, hostFile: join(folder, 'host.yaml'), repository: join(folder, 'releases') };
}

/** Makes a world with so many releases in an empty folder, and tells how far it is. */
export async function makeWorld(folder: string, count: number, tell: (step: string) => void): Promise<World> {
  const world = worldIn(folder);
  await initialise(world);
  const samples = sampleReleases(count);
  tell('the history of main');
  const edits = await writeMain(world.repository, samples);
  const composed = await compose({ file: world.hostFile, env: {}, progress: silent, exclusive: true });
  try {
    const records = new Map(
      samples.map((each) => [each.id, recordedRelease(each, edits.get(each.id) ?? [])]),
    );
    await fillAll(composed, { samples, records, tell });
    tell('published repositories');
    await publishAll(composed);
  } finally {
    await composed.close();
    await closeSigner(processRunner, composed.host.signing.home);
  }
  return world;
}

async function initialise({ folder, hostFile, repository }: World): Promise<void> {
  const places = ['--host', hostFile, '--state', join(folder, 'state'), '--publish', join(folder, 'www')];
  const rest = ['--title', 'Scale', '--major', 'umd-5', '--platform', 'el9/x86_64=yum'];
  const provider = ['--provider', 'emi', '--provider-host', 'provider.example.org'];
  let complaint = '';
  const io = {
    out: () => undefined,
    err: (text: string) => {
      complaint += text;
    },
    watched: false,
    env: {},
    cwd: folder,
  };
  const code = await runCommandLine(['init', repository, ...places, ...rest, ...provider], io);
  if (code !== 0) throw new Error(complaint);
  const text = await readFile(hostFile, 'utf8');
  await writeFile(hostFile, `${text}listen: {port: 0, audience: member}\n`);
}

async function fillAll(
  composed: Composed,
  {
    samples,
    records,
    tell,
  }: {
    readonly samples: readonly SampleRelease[];
    readonly records: ReadonlyMap<string, ReleaseRecord>;
    readonly tell: (step: string) => void;
  },
): Promise<void> {
  const { deps, host } = composed;
  const { commit } = await deps.history.head();
  const { policy, releases, findings } = await checkTree(deps, commit);
  if (policy === null || findings.length > 0) throw new Error(JSON.stringify(findings.slice(0, 3)));
  tell('packages in the pool');
  const workDir = join(host.state, 'templates');
  const makers = await openPackageMakers(composed, workDir);
  const fill = async (release: Release): Promise<readonly PooledRelease[]> => {
    const record = records.get(release.id);
    if (record === undefined || !isPooled(record)) return [];
    const publishedIn = foldersOf(composed, policy, { release, record });
    return [await fillPool(composed, makers, { release, publishedIn })];
  };
  const pooled: PooledRelease[] = [];
  for (let from = 0; from < releases.length; from += atOnce)
    pooled.push(...(await Promise.all(releases.slice(from, from + atOnce).map(fill))).flat());
  await rm(workDir, { recursive: true });
  tell('the record');
  const inventories = await Promise.all(pooled.map((each) => inventoryOf(deps.pool, each)));
  const recorded = new Map(samples.map(({ id }) => [id as Release['id'], records.get(id) as ReleaseRecord]));
  const next = { ...emptyRecord, commit, releases: recorded };
  await deps.records.write({ next, inventories, message: 'What was done in years' });
}

// What ended is out of the pool, as after its retention.
function isPooled({ observed }: ReleaseRecord): boolean {
  return locationOf(observed) !== 'nowhere';
}

function foldersOf(
  { host }: Composed,
  { majorReleases }: Policy,
  { release, record }: { readonly release: Release; readonly record: ReleaseRecord },
): ReadonlyMap<PlatformKey, string> {
  const stage = locationOf(record.observed);
  const own = allRepositoriesOf(majorReleases, [release]).filter(
    (each) =>
      each.stage === stage &&
      each.majorRelease === release.content.majorRelease &&
      [null, areaOf(release.content.type)].includes(each.area),
  );
  return new Map(own.map((each) => [each.platform, join(host.stages[each.stage].path, each.path)]));
}

async function publishAll({ deps }: Composed): Promise<void> {
  const { signer, ...publish } = deps.publish;
  // Twenty thousand signatures take long, and only an audit would look at those of attestations: they are all the same one.
  let one: Promise<string> | undefined;
  const detach = (content: string) => {
    if (!content.startsWith('DSSEv1 ')) return signer.detach(content);
    one ??= signer.detach(content);
    return one;
  };
  const hasty = { ...publish, changes: hastyChanges, signer: { ...signer, detach } };
  const cycles = await reconcileUntilQuiet(
    { ...deps, publish: hasty },
    { planned: () => undefined, ended: () => undefined },
  );
  for (const cycle of cycles) {
    if (cycle.kind === 'refused') throw new Error(JSON.stringify(cycle.findings));
    for (const result of cycle.outcome.results)
      if (result.kind === 'failed') throw new Error(JSON.stringify(result));
  }
}
