import { doneReadings, failedReadings } from '../../src/apply/failed-readings.ts';
import { failedSteps, nextRecord } from '../../src/apply/next-record.ts';
import { nextAttempts } from '../../src/apply/retry.ts';
import type {
  ActualState,
  AttemptKey,
  Attempts,
  PublishedRepository,
} from '../../src/domain/actual-state.ts';
import type { CommitSha, DesiredRelease, DesiredState } from '../../src/domain/desired-state.ts';
import { type Sha256, sha256Of } from '../../src/domain/digest.ts';
import { type Failure, failure } from '../../src/domain/failure.ts';
import { type Generation, generationDigest } from '../../src/domain/generation.ts';
import { questionDigest, type SolvablePackage } from '../../src/domain/installability.ts';
import { type Instant, laterOf, plusSeconds } from '../../src/domain/instant.ts';
import type { PooledPackage, PooledRelease } from '../../src/domain/member.ts';
import { known } from '../../src/domain/observation.ts';
import type { SystemReading } from '../../src/domain/operating-system.ts';
import type { ActionResult, Outcome } from '../../src/domain/outcome.ts';
import type { Action, ActionId, Plan, ReadSystem } from '../../src/domain/plan.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { emptyRecord, type ReconcilerRecord } from '../../src/domain/record.ts';
import { archOf, type PlatformKey, type ReleaseId } from '../../src/domain/release.ts';
import type { RepositoryKey } from '../../src/domain/repository.ts';
import { reachablePart } from '../../src/intake/system/reachable-part.ts';
import { checkPlan } from '../../src/plan/check-plan.ts';
import { draftPlan } from '../../src/plan/make-plan.ts';
import { tried } from '../fakes/dependency-solver.ts';
import { packagesOfRelease } from './packages.ts';
import { aPolicy } from './policy.ts';
import { aCommit, noon } from './release.ts';

/** A world in memory: what a reconciler would find, and what it would find after a plan was carried out. */
export interface World {
  readonly record: ReconcilerRecord;
  readonly published: ReadonlyMap<RepositoryKey, PublishedRepository>;
  readonly pool: ReadonlyMap<ReleaseId, PooledRelease>;
  readonly attempts: ReadonlyMap<AttemptKey, Attempts>;
  /** Each package of a release that is not the usual one, in the words of {@link aPackage}. */
  readonly contents: ReadonlyMap<ReleaseId, readonly string[]>;
  readonly packages: ReadonlyMap<Sha256, readonly PooledPackage[]>;
  /** What the mirrors of operating systems have. */
  readonly systems: ReadonlyMap<PlatformKey, readonly SolvablePackage[]>;
  readonly now: Instant;
}

export const emptyWorld: World = {
  record: emptyRecord,
  published: new Map(),
  pool: new Map(),
  attempts: new Map(),
  contents: new Map(),
  packages: new Map(),
  systems: new Map(),
  now: noon,
};

/** What main asks for, at a position of its first-parent line. */
export function aDesiredState(
  releases: readonly DesiredRelease[],
  position: number,
  policy: Policy = aPolicy(),
): DesiredState {
  const sorted = [...releases].sort((a, b) => (a.release.id < b.release.id ? -1 : 1));
  return {
    commit: aCommit(`main ${position}`),
    committedAt: noon,
    position,
    policy,
    policyBlob: aCommit('stagepost.yaml'),
    releases: sorted,
    unreadable: [],
    rewritten: null,
  };
}

/** What the reconciler would observe of a world. */
export function actualStateOf(world: World, desired: DesiredState): ActualState {
  return {
    record: known(world.record),
    repositories: new Map([...world.published].map(([key, value]) => [key, known(value)])),
    pool: new Map(
      desired.releases.map(({ release }) => [release.id, known(world.pool.get(release.id) ?? null)]),
    ),
    readSince: new Map(),
    poolDamage: new Map(),
    unmarked: [],
    attempts: world.attempts,
    packages: new Map([...world.packages].map(([digest, packages]) => [digest, known(packages)])),
    installability: new Map(),
  };
}

/** Plans, asking what can be installed as often as the plan wants to know, and insists on the second opinion. */
export function planFor(world: World, desired: DesiredState): Plan {
  let actual = actualStateOf(world, desired);
  let draft = draftPlan(desired, actual, world.now);
  for (let round = 0; round < 20 && draft.unanswered.length > 0; round += 1) {
    const answers = draft.unanswered.map((each) => [questionDigest(each), known(tried(each))] as const);
    actual = { ...actual, installability: new Map([...actual.installability, ...answers]) };
    draft = draftPlan(desired, actual, world.now);
  }
  const objections = checkPlan(draft.plan, desired, actual);
  if (objections.length > 0) throw new Error(objections.join('\n'));
  return draft.plan;
}

/** Carries a plan out in memory; actions whose id is named in `failing` fail, and what waits for them is skipped. */
export function carriedOut(
  world: World,
  desired: DesiredState,
  failing: (action: Action) => boolean = () => false,
): { readonly world: World; readonly plan: Plan; readonly outcome: Outcome } {
  const plan = planFor(world, desired);
  const results = new Map<ActionId, ActionResult>();
  const published = new Map(world.published);
  const pool = new Map(world.pool);
  const packages = new Map(world.packages);
  const trees = { published, pool, packages, contents: world.contents, world };
  for (let round = 0; round <= plan.actions.length; round += 1)
    for (const action of plan.actions) {
      if (results.has(action.id) || !action.after.every((id) => results.has(id))) continue;
      const because = action.after.find((id) => results.get(id)?.kind !== 'done');
      if (because !== undefined) results.set(action.id, { kind: 'skipped', action: action.id, because });
      else if (failing(action))
        results.set(action.id, { kind: 'failed', action: action.id, failure: likelyFailure(action) });
      else results.set(action.id, perform(action, { plan, ...trees }));
    }
  const outcome: Outcome = {
    plan,
    startedAt: world.now,
    finishedAt: world.now,
    results: plan.actions.flatMap((action) => results.get(action.id) ?? []),
  };
  return { plan, outcome, world: after(world, outcome, { ...trees, policy: desired.policy }) };
}

/** Plans and carries out until nothing is left to do; fails after twenty rounds. */
export function untilQuiet(world: World, desired: DesiredState): World {
  let present = world;
  let wished = desired;
  for (let round = 0; round < 20; round += 1) {
    const cycle = carriedOut(present, wished);
    if (cycle.plan.actions.length === 0) return cycle.world;
    present = cycle.world;
    wished = settled(wished, present.record);
  }
  throw new Error('twenty rounds and still not quiet');
}

/** What main asks for when it is read again: edits that the record has settled are gone. */
export function settled(desired: DesiredState, record: ReconcilerRecord): DesiredState {
  const releases = desired.releases.map((each): DesiredRelease => {
    const { id } = each.release;
    const known = record.releases.has(id) || record.behind.has(id);
    const from = record.behind.has(id) ? (record.behind.get(id) ?? null) : record.commit;
    const position = known && from !== null ? positionOf(from, desired.position) : 0;
    const [first, ...rest] = each.edits.filter((edit) => edit.position > position);
    const last = each.edits.at(-1) ?? each.edits[0];
    const today = { ...last, commit: desired.commit, position: desired.position };
    return { ...each, edits: first === undefined ? [today] : [first, ...rest] };
  });
  return { ...desired, releases };
}

function positionOf(commit: CommitSha, most: number): number {
  const positions = Array.from({ length: most + 1 }, (_, position) => position);
  return positions.find((position) => aCommit(`main ${position}`) === commit) ?? 0;
}

/** The world after a published tree was lost, or all of them; nothing else knows of it. */
export function withoutTrees(world: World, lost: string | null): World {
  return {
    ...world,
    published: new Map([...world.published].filter(([key]) => lost !== null && key !== lost)),
  };
}

function likelyFailure(action: Action): Failure {
  if (action.kind !== 'fetch-release') return failure({ code: 'file-system', message: 'the disk is full' });
  return failure({
    code: 'checksum-mismatch',
    message: '1 of 2 files differs from checksums.xml',
    hint: `correct the files or checksums.xml at ${action.source.url}`,
    details: ['el9/x86_64/voms-admin-4.2.0-1.el9.noarch.rpm: expected sha256 9f2c…, got 77ab…'],
  });
}

interface Trees {
  readonly plan: Plan;
  readonly published: Map<RepositoryKey, PublishedRepository>;
  readonly pool: Map<ReleaseId, PooledRelease>;
  readonly packages: Map<Sha256, readonly PooledPackage[]>;
  readonly contents: World['contents'];
  readonly world: World;
}

function perform(action: Action, trees: Trees): ActionResult {
  const none = { kind: 'done', action: action.id, product: { kind: 'none' } } as const;
  if (action.kind === 'fetch-release') {
    const packages = packagesOfRelease(action.release, trees.contents.get(action.release));
    const members = action.platforms.map(({ key }) => ({
      release: action.release,
      platform: key,
      digest: sha256Of(`${action.release} ${key}`),
      packages: packages.length,
    }));
    for (const { digest } of members) trees.packages.set(digest, packages);
    trees.pool.set(action.release, { release: action.release, content: action.content, members });
  }
  if (action.kind === 'read-system')
    return { ...none, product: { kind: 'system', reading: readingOf(action, trees) } };
  if (action.kind === 'retire-repository') trees.published.delete(action.repository.key);
  if (
    action.kind === 'enter-state' ||
    action.kind === 'fetch-release' ||
    action.kind === 'repair-release' ||
    action.kind === 'retire-repository'
  )
    return none;
  const generation = action.kind === 'publish-generation' ? made(action, trees.plan) : action.generation;
  const digest = generationDigest(generation);
  trees.published.set(action.repository.key, {
    state: 'published',
    generation,
    digest,
    damage: [],
    strange: [],
  });
  return { ...none, product: { kind: 'generation', generation, rootFiles: new Map() } };
}

function readingOf(action: ReadSystem, { world, packages }: Trees): SystemReading {
  const { platform, format, declaration, members } = action;
  const asking = members.flatMap(({ digest }) =>
    (packages.get(digest) ?? []).flatMap(({ relations, ...each }) =>
      relations === undefined ? [] : [{ ...each, ...relations }],
    ),
  );
  const offered = world.systems.get(platform) ?? [];
  return {
    platform,
    declaration,
    readAt: world.now,
    roots: [],
    members: members.map(({ digest }) => digest),
    packages: reachablePart({ format, arch: archOf(platform), asking, offered }),
  };
}

function made(action: Extract<Action, { kind: 'publish-generation' }>, plan: Plan): Generation {
  const date =
    action.laterThan === null ? plan.madeAt : laterOf(plan.madeAt, plusSeconds(action.laterThan, 1));
  return {
    schemaVersion: 1,
    repository: action.repository.key,
    number: action.number,
    date,
    commit: plan.base.commit,
    plan: plan.digest,
    members: action.members,
    files: [],
    previous: action.previous,
  };
}

function after(
  world: World,
  outcome: Outcome,
  trees: Pick<Trees, 'published' | 'pool' | 'packages'> & { readonly policy: Policy },
): World {
  const attempts = new Map(world.attempts);
  for (const [index, result] of outcome.results.entries()) {
    const action = outcome.plan.actions[index];
    if (action?.kind === 'enter-state' && result.kind === 'done') attempts.delete(action.release);
  }
  for (const reading of failedReadings(outcome))
    attempts.set(
      reading.key,
      nextAttempts(attempts.get(reading.key), reading, { retry: trees.policy.retry, now: world.now }),
    );
  for (const key of doneReadings(outcome)) attempts.delete(key);
  for (const step of failedSteps(outcome))
    attempts.set(
      step.release,
      nextAttempts(
        attempts.get(step.release),
        { ...step, key: step.release },
        { retry: trees.policy.retry, now: world.now },
      ),
    );
  const record = nextRecord(world.record, outcome);
  const { published, pool, packages } = trees;
  return { ...world, record, published, pool, packages, attempts };
}
