import { type Instant, plusSeconds } from '../../domain/instant.ts';
import { isEndState } from '../../domain/lifecycle.ts';
import { platformOf } from '../../domain/major-release.ts';
import type { Member } from '../../domain/member.ts';
import { declarationOf, type SystemRepository, systemKeyOf } from '../../domain/operating-system.ts';
import type { PlanNote, ReadSystem } from '../../domain/plan.ts';
import type { PlatformKey } from '../../domain/release.ts';
import { isWithdrawn } from '../../domain/withdrawal.ts';
import type { Situation } from '../decide.ts';
import { membersOnShelf } from '../guards/shelf.ts';
import { breakageRule } from '../installability/look.ts';
import { actionId } from '../make-actions.ts';
import { systemStanding } from './system-standing.ts';

type Facts = Pick<Situation, 'desired' | 'actual' | 'record' | 'now'>;

/**
 * The operating systems that have to be read: those of which nothing is known for a member that clients have or may get,
 * and those that were read too long ago while somebody is on the way. Nothing waits for it in this plan.
 */
export function systemReadings(facts: Facts): readonly ReadSystem[] {
  return eachDeclared(facts, (platform, repositories, members) => {
    const why = whyNow(facts, platform, members);
    if (why === null || dueAt(facts, platform, repositories) !== null) return [];
    return [readAction(facts, { platform, repositories, members: members.all, why })];
  });
}

/** Operating systems that cannot be read, and what counts until they can. */
export function unreadSystems(facts: Facts): readonly PlanNote[] {
  return eachDeclared(facts, (platform, repositories, members) => {
    const due = dueAt(facts, platform, repositories);
    if (due === null || whyNow(facts, platform, members) === null) return [];
    const standing = systemStanding(sourcesOf(facts), platform, members.all);
    const meanwhile =
      standing.kind === 'read'
        ? `what was read at ${standing.reading.readAt} counts`
        : 'until then it cannot be told what can be installed';
    const sentence = `the operating system of ${platform} cannot be read and is tried again at ${due}; ${meanwhile}`;
    return [{ sentence, at: null }];
  });
}

function sourcesOf({ desired: { policy }, record }: Facts) {
  return { policy, record };
}

/** Members of a platform that matter, and whether some of them are on their way. */
interface Concerned {
  readonly all: readonly Member[];
  readonly someOnTheWay: boolean;
}

function eachDeclared<T>(
  facts: Facts,
  look: (
    platform: PlatformKey,
    repositories: readonly SystemRepository[],
    members: Concerned,
  ) => readonly T[],
): readonly T[] {
  const { repositories } = facts.desired.policy.operatingSystems;
  return [...repositories].flatMap(([platform, declared]) => {
    const members = membersOf(facts, platform);
    return members.all.length === 0 ? [] : look(platform, declared, members);
  });
}

function membersOf({ desired, actual, record }: Facts, platform: PlatformKey): Concerned {
  const { policy, releases } = desired;
  const majors = [...policy.majorReleases.values()].filter(
    (major) => platformOf(major, platform) !== undefined && breakageRule(policy, major.key) !== 'ignore',
  );
  const offered = majors.flatMap((major) =>
    membersOnShelf({ actual, record }, major, platform).map(({ member }) => member),
  );
  const pooled = releases.flatMap(({ release }) => {
    const observed = record.releases.get(release.id)?.observed;
    const found = actual.pool.get(release.id);
    const concerns = majors.some(({ key }) => key === release.content.majorRelease);
    // What a damaged release says of others cannot be read before it is whole again.
    if (!concerns || observed === undefined || actual.poolDamage.has(release.id)) return [];
    const isOnTheWay = !isEndState(observed.state);
    if (!isOnTheWay && !isWithdrawn(observed)) return [];
    const members = found?.kind === 'known' ? (found.value?.members ?? []) : [];
    return members.filter((member) => member.platform === platform).map((member) => ({ member, isOnTheWay }));
  });
  const all = new Map([...offered, ...pooled.map(({ member }) => member)].map((each) => [each.digest, each]));
  return {
    all: [...all.values()].sort((a, b) => (a.digest < b.digest ? -1 : 1)),
    someOnTheWay: pooled.some(({ isOnTheWay }) => isOnTheWay),
  };
}

function whyNow(facts: Facts, platform: PlatformKey, { all, someOnTheWay }: Concerned): string | null {
  const standing = systemStanding(sourcesOf(facts), platform, all);
  if (standing.kind === 'undeclared') return null;
  if (standing.kind === 'unread') return standing.why;
  const { readAt } = standing.reading;
  const { readEveryHours } = facts.desired.policy.operatingSystems;
  const isOld = plusSeconds(readAt, readEveryHours * 3600) <= facts.now || readAt > facts.now;
  return isOld && someOnTheWay ? `it was read at ${readAt}` : null;
}

/** When a reading that failed is tried again; null when nothing has to be waited for. */
function dueAt(
  { desired: { policy }, actual, now }: Facts,
  platform: PlatformKey,
  repositories: readonly SystemRepository[],
): Instant | null {
  const attempts = actual.attempts.get(systemKeyOf(platform));
  // Other repositories are another thing to try.
  if (attempts === undefined || attempts.content !== declarationOf(repositories)) return null;
  // What is later than the longest delay was written down by a clock that was wrong.
  const latest = plusSeconds(now, Math.ceil(policy.retry.mostSeconds * 1.2));
  return attempts.dueAt > now && attempts.dueAt <= latest ? attempts.dueAt : null;
}

function readAction(
  { desired: { policy } }: Facts,
  {
    platform,
    repositories,
    members,
    why,
  }: Pick<ReadSystem, 'platform' | 'members' | 'why'> & {
    readonly repositories: readonly SystemRepository[];
  },
): ReadSystem {
  const major = [...policy.majorReleases.values()].find((each) => platformOf(each, platform) !== undefined);
  return {
    kind: 'read-system',
    id: actionId('read', platform),
    after: [],
    platform,
    format: (major && platformOf(major, platform)?.format) ?? 'yum',
    repositories: repositories.map((each) => ({ ...each, keys: each.keys.map(({ file }) => file) })),
    declaration: declarationOf(repositories),
    members,
    acceptedTools: policy.acceptedRsync,
    maxSeconds: policy.intake.maxSeconds,
    why,
  };
}
