import type { MajorRelease } from '../domain/major-release.ts';
import { platformOf } from '../domain/major-release.ts';
import type { Action, ActionId, FetchRelease, RepairRelease } from '../domain/plan.ts';
import type { Policy } from '../domain/policy.ts';
import type { ReleaseId } from '../domain/release.ts';
import type { Repository } from '../domain/repository.ts';
import { nothingSigned } from '../domain/signature.ts';
import type { AgreedHosts } from '../domain/source-address.ts';
import type { Difference } from './compare-repository.ts';
import type { Course } from './course.ts';

/** A repository with what has to be done about it. */
export interface RepositoryDifference {
  readonly repository: Repository;
  readonly major: MajorRelease;
  readonly difference: Difference;
}

/** The fetches of all courses that need one; each stands alone, so that one bad release delays no other (R77). */
export function fetchActions(courses: readonly Course[], policy: Policy): readonly FetchRelease[] {
  return courses
    .filter((course) => course.decision.kind === 'fetch')
    .map((course) => fetchAction(course, policy));
}

/** The same for those whose copy in the pool is damaged. */
export function repairActions(courses: readonly Course[], policy: Policy): readonly RepairRelease[] {
  return courses.flatMap((course) => {
    if (course.decision.kind !== 'repair') return [];
    const { why } = course.decision;
    const id = actionId('repair', course.desired.release.id);
    return [{ ...fetchAction(course, policy), kind: 'repair-release', id, why }];
  });
}

function fetchAction(course: Course, policy: Policy): FetchRelease {
  const { release, content } = course.desired;
  const { product, shortName, version, type, source, platforms, provider, advisories } = release.content;
  return {
    kind: 'fetch-release',
    id: actionId('fetch', release.id),
    after: [],
    release: release.id,
    commit: course.walk.step?.edit.commit ?? course.desired.edits[0].commit,
    source,
    expected: { product, shortName, version, type },
    platforms: platforms.map((key) => ({ key, format: platformOf(course.major, key)?.format ?? 'yum' })),
    ...(advisories === undefined ? {} : { advisories }),
    parts: course.major.parts,
    content,
    keys: (policy.providers.get(provider)?.keys ?? []).map((key) => key.file),
    signatures: policy.providers.get(provider)?.signatures ?? nothingSigned,
    agreed: agreedHosts(policy.providers.get(provider)),
    acceptedTools: policy.acceptedRsync,
    limits: policy.intake,
  };
}

// A release of an unknown provider is held back before; nothing is agreed with nobody.
function agreedHosts(provider: AgreedHosts | undefined): AgreedHosts {
  return { hosts: provider?.hosts ?? [], networks: provider?.networks ?? [] };
}

/** What has to be done in the trees, in the order of the repositories; dependencies are added afterwards. */
export function repositoryActions(item: RepositoryDifference, policy: Policy): readonly Action[] {
  const { repository, difference } = item;
  if (difference.kind === 'restore') return [restoreAction(item, difference, policy)];
  if (difference.kind === 'retire' && repository.release !== null)
    return [retireAction(repository, repository.release)];
  if (difference.kind === 'publish')
    return [...recordActions(repository, difference), publishAction(item, difference, policy)];
  return difference.kind === 'same' ? recordActions(repository, difference) : [];
}

function recordActions(
  repository: Repository,
  difference: Extract<Difference, { kind: 'same' | 'publish' }>,
): readonly Action[] {
  if (difference.unrecorded === null) return [];
  return [
    {
      kind: 'record-generation',
      id: actionId('record', repository.key),
      after: [],
      repository,
      generation: difference.unrecorded,
    },
  ];
}

function publishAction(
  { repository, major }: RepositoryDifference,
  { base, members }: Extract<Difference, { kind: 'publish' }>,
  policy: Policy,
): Action {
  const before = new Set(base?.generation.members.map((member) => member.release) ?? []);
  const after = new Set(members.map((member) => member.release));
  const attestations = base?.generation.attestations ?? [];
  return {
    kind: 'publish-generation',
    id: actionId('publish', repository.key),
    after: [],
    repository,
    number: (base?.generation.number ?? 0) + 1,
    members,
    attestations: attestations.filter(({ release }) => after.has(release)),
    added: [...after].filter((release) => !before.has(release)),
    removed: [...before].filter((release) => !after.has(release)),
    previous: base?.digest ?? null,
    laterThan: base?.generation.date ?? null,
    keepGenerations: major.keepGenerations,
    keepDays: keepDaysOf(repository, major),
    validDays: major.validDays,
    keys: clientKeys(policy),
  };
}

// What early adopters or verifiers had is nothing that anybody goes back to.
function keepDaysOf({ stage }: Repository, { keepDays }: MajorRelease): number {
  return stage === 'production' ? keepDays : 0;
}

function restoreAction(
  { repository, major }: RepositoryDifference,
  difference: Extract<Difference, { kind: 'restore' }>,
  policy: Policy,
): Action {
  return {
    kind: 'restore-generation',
    id: actionId('restore', repository.key),
    after: [],
    repository,
    generation: difference.generation,
    keepGenerations: major.keepGenerations,
    keepDays: keepDaysOf(repository, major),
    keys: clientKeys(policy),
    why: difference.why,
    remove: difference.remove,
  };
}

function retireAction(repository: Repository, release: ReleaseId): Action {
  return {
    kind: 'retire-repository',
    id: actionId('retire', repository.key),
    after: [],
    repository,
    release,
  };
}

// Clients check package signatures against the keys of every provider that may deliver.
function clientKeys(policy: Policy): readonly string[] {
  return [...policy.providers.values()].flatMap((provider) => provider.keys.map((key) => key.file)).sort();
}

/** The id of an action inside its plan. */
export function actionId(verb: string, subject: string): ActionId {
  return `${verb}:${subject}` as ActionId;
}
