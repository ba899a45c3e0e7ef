import type { Member } from '../../domain/member.ts';
import type { Action, PublishGeneration } from '../../domain/plan.ts';
import { type Repository, sharedRepositoriesOf, unverifiedRepositoriesOf } from '../../domain/repository.ts';
import { type Evidence, finalState, isBeyondVerification, standing } from './evidence.ts';

type Changing = Extract<Action, { readonly repository: Repository }>;

/** Whether every repository that changes is one of the policy, is known, and becomes the next generation of what it was. */
export function checkRepositories(evidence: Evidence): readonly string[] {
  const known = knownRepositories(evidence);
  const changing = evidence.plan.actions.filter((action): action is Changing => 'repository' in action);
  return changing.flatMap((action) => [
    ...placeOf(action, known, evidence),
    ...(action.kind === 'publish-generation' ? publication(action, evidence) : []),
    ...(action.kind === 'retire-repository' ? retirement(action, evidence) : []),
    ...(action.kind === 'restore-generation' || action.kind === 'record-generation'
      ? repetition(action)
      : []),
  ]);
}

function knownRepositories({ desired }: Evidence): ReadonlyMap<string, Repository> {
  const majors = desired.policy.majorReleases;
  const shared = [...majors.values()].flatMap(sharedRepositoriesOf);
  const own = desired.releases.flatMap(({ release }) => {
    const major = majors.get(release.content.majorRelease);
    return major === undefined ? [] : unverifiedRepositoriesOf(major, release);
  });
  return new Map([...shared, ...own].map((repository) => [repository.key, repository]));
}

function placeOf(
  { repository }: Changing,
  known: ReadonlyMap<string, Repository>,
  { actual }: Evidence,
): readonly string[] {
  const { key } = repository;
  const expected = known.get(key);
  if (expected === undefined) return [`${key} is no repository of the policy`];
  const same = isSame(expected, repository);
  return [
    ...(same ? [] : [`${key} is described otherwise than the policy says`]),
    ...(actual.repositories.get(key)?.kind === 'unknown'
      ? [`${key} changes although it cannot be read`]
      : []),
  ];
}

function publication(action: PublishGeneration, evidence: Evidence): readonly string[] {
  return [...numbering(action, evidence), ...membership(action, evidence), ...settings(action, evidence)];
}

function numbering(action: PublishGeneration, evidence: Evidence): readonly string[] {
  const { key } = action.repository;
  const before = evidence.followed.get(action.repository.key);
  const newest = Math.max(0, ...standing(evidence, key).map(({ number }) => number));
  const recorded = evidence.record.generations.get(key)?.generation.number ?? 0;
  return [
    ...(before === undefined && action.previous !== null
      ? [`${key} would follow a generation that nobody knows`]
      : []),
    ...(before === undefined && action.previous === null && newest > 0
      ? [`${key} would begin anew beside generation ${newest}`]
      : []),
    ...(action.number === (before?.number ?? 0) + 1 && action.number > recorded
      ? []
      : [`${key} would become generation ${action.number} after ${Math.max(before?.number ?? 0, recorded)}`]),
    ...(action.laterThan === (before?.date ?? null)
      ? []
      : [`${key} would be dated without regard to the generation before`]),
  ];
}

function membership(action: PublishGeneration, evidence: Evidence): readonly string[] {
  const { key } = action.repository;
  const before = evidence.followed.get(action.repository.key)?.members ?? [];
  const old = new Map(before.map((member) => [member.release, member]));
  const next = new Map(action.members.map((member) => [member.release, member]));
  const added = [...next.keys()].filter((release) => !old.has(release));
  const removed = [...old.keys()].filter((release) => !next.has(release));
  const staying = before.filter(({ release }) => next.has(release));
  const kept = action.members.slice(0, staying.length);
  return [
    ...(isSame(added, action.added) ? [] : [`${key} gains other releases than its action says`]),
    ...(isSame(removed, action.removed) ? [] : [`${key} loses other releases than its action says`]),
    ...(isSame(staying, kept) ? [] : [`${key} would change or move what stays in it`]),
    ...(next.size === action.members.length ? [] : twice(key, action.members)),
    ...action.members.flatMap((member) => strange(action.repository, member)),
    ...added.flatMap((release) => unpooled(key, next.get(release), evidence)),
  ];
}

function twice(key: string, members: readonly Member[]): readonly string[] {
  const releases = members.map(({ release }) => release);
  return releases
    .filter((release, index) => releases.indexOf(release) < index)
    .map((release) => `${key} would hold ${release} twice`);
}

function strange({ key, platform, release }: Repository, member: Member): readonly string[] {
  if (member.platform !== platform) return [`${key} would hold ${member.release} for ${member.platform}`];
  if (release === null || release === member.release) return [];
  return [`${key} is private to ${release} and would hold ${member.release}`];
}

function unpooled(key: string, member: Member | undefined, { actual }: Evidence): readonly string[] {
  if (member === undefined) return [];
  const pooled = actual.pool.get(member.release);
  const members = pooled?.kind === 'known' ? (pooled.value?.members ?? []) : [];
  const same = members.some((each) => isSame(each, member));
  return same ? [] : [`${key} would hold ${member.release}, which is not in the pool as it says`];
}

function settings(action: PublishGeneration, { desired }: Evidence): readonly string[] {
  const { key, majorRelease, stage } = action.repository;
  const major = desired.policy.majorReleases.get(majorRelease);
  const keys = [...desired.policy.providers.values()].flatMap(({ keys: own }) => own.map(({ file }) => file));
  const asPolicy =
    major?.keepGenerations === action.keepGenerations &&
    (stage === 'production' ? major.keepDays : 0) === action.keepDays &&
    major.validDays === action.validDays &&
    isSame(keys.sort(), action.keys);
  return asPolicy ? [] : [`${key} would be published by other settings than the policy has`];
}

function retirement(
  { repository, release }: Extract<Action, { kind: 'retire-repository' }>,
  evidence: Evidence,
): readonly string[] {
  const { key, stage } = repository;
  if (stage !== 'unverified' || repository.release !== release)
    return [`${key} is shared and would be removed`];
  const found = finalState(evidence, release);
  const state = found?.state === 'Deferred' ? found.from : found?.state;
  const gone = state !== undefined && (isBeyondVerification(state) || state === 'Failed');
  return gone ? [] : [`${key} would be removed while ${release} is ${state ?? 'not known'}`];
}

function repetition({
  repository,
  generation,
}: Extract<Action, { kind: 'restore-generation' | 'record-generation' }>): readonly string[] {
  return generation.repository === repository.key
    ? []
    : [`${repository.key} would become a generation of ${generation.repository}`];
}

/** Whether two flat values, or two lists of them, have the same fields. */
function isSame(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return a === b;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => {
      const [one, other] = [a[name], b[name]];
      return one === other || (isObject(one) && isSame(one, other));
    })
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object';
}
