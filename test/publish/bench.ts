import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { buildDeb, type DebRecipe } from '../../scripts/provider/build-deb.ts';
import { buildRpm } from '../../scripts/provider/build-rpm.ts';
import type { SigningKey } from '../../scripts/provider/make-signing-key.ts';
import { localFileChanges } from '../../src/adapters/files/change-files.ts';
import { openPool } from '../../src/adapters/files/pool.ts';
import { localFiles } from '../../src/adapters/files/read-files.ts';
import { closeSigner } from '../../src/adapters/gpg/gpg-command.ts';
import { gpgSigner } from '../../src/adapters/gpg/gpg-signer.ts';
import { makeSigningKey } from '../../src/adapters/gpg/make-key.ts';
import { openTreeLock } from '../../src/adapters/lock/lock-tree.ts';
import { processRunner } from '../../src/adapters/process/run-command.ts';
import { openPackageMover } from '../../src/adapters/rsync/link-packages.ts';
import type { Advisory } from '../../src/domain/advisory.ts';
import type { CommitSha } from '../../src/domain/desired-state.ts';
import type { Sha256 } from '../../src/domain/digest.ts';
import { type Generation, generationDigest } from '../../src/domain/generation.ts';
import { type Instant, instantOfMs, plusSeconds } from '../../src/domain/instant.ts';
import type { Member } from '../../src/domain/member.ts';
import type { Promotion } from '../../src/domain/promoted.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import type { Repository, RepositoryKey } from '../../src/domain/repository.ts';
import { silent } from '../../src/ports/progress.ts';
import type { PublishDeps } from '../../src/publish/publish-deps.ts';
import type { PublishRequest } from '../../src/publish/publish-generation.ts';
import { admitMember } from './admit-member.ts';

/** Everything is below one folder, so that a child process needs only its name. */
export interface Bench {
  readonly folder: string;
  readonly deps: PublishDeps;
  readonly root: { readonly path: string; readonly url: string };
}

export const yum: Repository = {
  key: 'production/umd-5/el9/x86_64/base' as RepositoryKey,
  release: null,
  stage: 'production',
  majorRelease: 'umd-5',
  platform: 'el9/x86_64' as Repository['platform'],
  area: 'base',
  format: 'yum',
  suite: '',
  path: 'umd/5/el9/x86_64/base',
  title: 'production umd-5 el9/x86_64 base',
};

export const apt: Repository = {
  ...yum,
  key: 'production/umd-5/debian-12/amd64/base' as RepositoryKey,
  platform: 'debian-12/amd64' as Repository['platform'],
  format: 'apt',
  suite: 'bookworm',
  path: 'umd/5/debian-12/base',
  title: 'production umd-5 debian-12/amd64 base',
};

/** A fresh bench with its own signing key; its name is short because of gpg's socket. */
export async function openBench(): Promise<Bench> {
  const folder = await mkdtemp('/tmp/sp-pub-');
  await makeSigningKey(processRunner, join(folder, 'gpg'), 'Stagepost test <stagepost@example.org>');
  return benchAt(folder);
}

export function benchAt(folder: string): Bench {
  const [files, changes] = [localFiles, localFileChanges];
  return {
    folder,
    root: { path: join(folder, 'sw'), url: `file://${join(folder, 'sw')}` },
    deps: {
      pool: openPool({ root: join(folder, 'pool'), scratch: join(folder, 'scratch'), changes }),
      files,
      changes,
      mover: openPackageMover({ runner: processRunner, files, changes }),
      signer: gpgSigner({
        runner: processRunner,
        scratch: join(folder, 'scratch'),
        home: join(folder, 'gpg'),
        key: null,
      }),
      progress: silent,
      lock: openTreeLock(),
      confirm: async () => undefined,
    },
  };
}

export async function closeBench({ folder }: Bench): Promise<void> {
  await closeSigner(processRunner, join(folder, 'gpg'));
  await rm(folder, { recursive: true, force: true });
}

/** Builds packages with the format's own tools and admits them to the pool as one release for one platform. */
export async function addRelease(
  bench: Bench,
  repository: Repository,
  wanted: {
    readonly release: string;
    readonly packages: readonly { readonly name: string; readonly version: string }[];
    readonly key?: SigningKey;
    readonly advisories?: readonly Advisory[];
  },
): Promise<Member> {
  const workDir = join(bench.folder, 'work', repository.format, basename(wanted.release));
  await mkdir(workDir, { recursive: true });
  const built: string[] = [];
  for (const { name, version } of wanted.packages) {
    const common = {
      workDir,
      name,
      version,
      summary: `Sample ${name} <&> größer`,
      files: filesOf(name, version),
    };
    built.push(await (repository.format === 'yum' ? rpm(common, wanted.key) : buildDeb(common)));
  }
  const { advisories = [] } = wanted;
  return admitMember(bench, repository, { release: wanted.release as ReleaseId, built, advisories });
}

function rpm(common: DebRecipe, key: SigningKey | undefined): Promise<string> {
  const signed = key === undefined ? {} : { key };
  return buildRpm({ ...common, release: '1', arch: 'noarch', license: 'Apache-2.0', ...signed });
}

function filesOf(name: string, version: string): Readonly<Record<string, string>> {
  return { [`/usr/share/${name}/version`]: `${version}\n` };
}

/** A request for the generation after `before`, some seconds ago, so that clients do not see the future. */
export function requestOf(
  bench: Bench,
  repository: Repository,
  wanted: {
    readonly members: readonly Member[];
    readonly before?: Generation;
    readonly keys?: ReadonlyMap<string, string>;
    readonly keepGenerations?: number;
    readonly keepDays?: number;
    readonly date?: Instant;
    readonly promotions?: ReadonlyMap<ReleaseId, Promotion>;
  },
): PublishRequest {
  const { before } = wanted;
  return {
    repository,
    root: bench.root,
    number: (before?.number ?? 0) + 1,
    members: wanted.members,
    previous: before === undefined ? null : generationDigest(before),
    date:
      wanted.date ??
      (before === undefined ? instantOfMs(Date.now() - 3_600_000) : plusSeconds(before.date, 60)),
    commit: 'c'.repeat(40),
    planDigest: 'd'.repeat(64) as Sha256,
    record: 'e'.repeat(40),
    keepGenerations: wanted.keepGenerations ?? 3,
    keepDays: wanted.keepDays ?? 0,
    validDays: 14,
    keys: wanted.keys ?? new Map(),
    attestations: before?.attestations ?? [],
    promotions: wanted.promotions ?? new Map(),
    attested: new Map(),
  };
}

/** What is said of a member that comes to production. */
export function promotionOf({ release }: Member): readonly [ReleaseId, Promotion] {
  const gates = [{ gate: 'soak', verdict: { kind: 'pass', sentence: 'größer als 7 Tage' } }] as const;
  const step = { from: 'StageRollout', to: 'Production', route: 'normal', reason: null } as const;
  const approvals = [] as const;
  const git = { commit: 'c'.repeat(40) as CommitSha, blob: 'b'.repeat(40), policy: 'a'.repeat(40) };
  return [release, { release, ...step, ...git, approvals, gates }];
}
