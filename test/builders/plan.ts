import type { CommitSha } from '../../src/domain/desired-state.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import type { Generation } from '../../src/domain/generation.ts';
import type { MajorRelease } from '../../src/domain/major-release.ts';
import type { Member } from '../../src/domain/member.ts';
import type {
  Action,
  ActionId,
  EnterState,
  FetchRelease,
  HeldBack,
  Plan,
  PublishGeneration,
} from '../../src/domain/plan.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import {
  productionRepository,
  type Repository,
  sharedRepositoriesOf,
  stageRolloutRepository,
  unverifiedRepository,
} from '../../src/domain/repository.ts';
import { nothingSigned } from '../../src/domain/signature.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import { aMajorRelease, aPolicy } from './policy.ts';
import { aCommit, aRelease, noon } from './release.ts';

export const voms = 'umd-5/voms-4.2.0' as ReleaseId;
export const argus = 'umd-5/argus-1.7.5' as ReleaseId;

const umd5 = aMajorRelease();

/** Repositories of the sample major release, on its first platform el9/x86_64. */
export const repositories = {
  base: productionRepository(umd5, firstPlatform(umd5), 'base'),
  stageRollout: stageRolloutRepository(umd5, firstPlatform(umd5)),
  ofVoms: unverifiedRepository(umd5, firstPlatform(umd5), aRelease()),
  all: sharedRepositoriesOf(umd5),
} as const;

function firstPlatform(major: MajorRelease) {
  const [platform] = major.platforms;
  if (platform === undefined) throw new Error('the sample major release has platforms');
  return platform;
}

/** A plan of these actions; everything else may be given. */
export function aPlan(actions: readonly Action[], parts: Partial<Plan> = {}): Plan {
  return {
    schemaVersion: 1,
    digest: sha256Of('a plan'),
    madeAt: noon,
    base: { commit: aCommit('main 1') as CommitSha, record: null, generations: [] },
    actions,
    clients: [],
    components: [],
    promotions: [],
    heldBack: [],
    heldRepositories: [],
    unsettled: [],
    outlook: [],
    delays: [],
    notifications: [],
    notes: [],
    ...parts,
  };
}

/** The packages of a release on el9/x86_64. */
export function aMember(release: ReleaseId, packages = 2): Member {
  return { release, platform: repositories.base.platform, digest: sha256Of(release), packages };
}

/** The n-th generation of a repository with these members. */
export function aGeneration(
  repository: Repository,
  number: number,
  parts: Partial<Generation> = {},
): Generation {
  return {
    schemaVersion: 1,
    repository: repository.key,
    number,
    date: noon,
    commit: aCommit('main 1'),
    plan: sha256Of('a plan'),
    members: [],
    files: [],
    previous: number === 1 ? null : sha256Of(`generation ${number - 1}`),
    ...parts,
  };
}

/** The fetch of a release. */
export function fetchOf(release: ReleaseId): FetchRelease {
  const { content } = aRelease();
  const { product, shortName, version, type } = content;
  return {
    kind: 'fetch-release',
    id: `fetch:${release}` as ActionId,
    after: [],
    release,
    commit: aCommit('main 1'),
    source: content.source,
    expected: { product, shortName, version, type },
    platforms: [{ key: repositories.base.platform, format: 'yum' }],
    content: sha256Of('content'),
    agreed: { hosts: ['repo.emi.example.org'], networks: [] },
    parts: { source: 'leave-out', debug: 'leave-out' },
    acceptedTools: [],
    keys: [],
    signatures: nothingSigned,
    limits: aPolicy().intake,
  };
}

/** The publication of a generation. */
export function publishOf(repository: Repository, parts: Partial<PublishGeneration> = {}): PublishGeneration {
  return {
    kind: 'publish-generation',
    id: `publish:${repository.key}` as ActionId,
    after: [],
    repository,
    number: 1,
    members: [],
    attestations: [],
    added: [],
    removed: [],
    previous: null,
    laterThan: null,
    keepGenerations: 5,
    keepDays: 0,
    validDays: 14,
    keys: [],
    ...parts,
  };
}

/** The entry of a release into a state. */
export function enterOf(release: ReleaseId, parts: Partial<EnterState> = {}): EnterState {
  const to = parts.to ?? { state: 'Unverified' };
  return {
    kind: 'enter-state',
    id: `enter:${release}:1:${to.state}` as ActionId,
    after: [],
    release,
    from: null,
    commit: aCommit('main 1'),
    reason: null,
    ...parts,
    to,
  };
}

/** What one verdict alone makes of a release that is held back. */
export function heldBy(
  verdict: Verdict,
  gate = 'transition',
): Pick<HeldBack, 'verdict' | 'gates' | 'earliest'> {
  return { verdict, gates: [{ gate, verdict }], earliest: null };
}
