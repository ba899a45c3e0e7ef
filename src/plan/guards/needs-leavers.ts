import type { Audience } from '../../domain/client-view.ts';
import type { MajorRelease } from '../../domain/major-release.ts';
import type { Member } from '../../domain/member.ts';
import type { Policy } from '../../domain/policy.ts';
import type { ReleaseId } from '../../domain/release.ts';
import type { RepositoryKey } from '../../domain/repository.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { versionText } from '../../domain/version/compare-packages.ts';
import { audienceStages, repositoriesSeenBy } from '../clients/seen-repositories.ts';
import { type Course, idOf } from '../course.ts';
import { goesOn } from '../gates/gate.ts';
import { breakageRule, type InstallLook } from '../installability/look.ts';
import { breakageIn, type SeenChange, unknownIn } from '../installability/seen-change.ts';
import type { RepositoryDifference } from '../make-actions.ts';
import type { Refusals } from './hold.ts';
import { nameAndArch, packagesOf, publishedMembers, type Sources } from './shelf.ts';

interface Asked extends Sources {
  readonly look: InstallLook;
  readonly policy: Policy;
}

/**
 * Refuses releases whose packages need what leaves in the same plan, where policy blocks a breakage. Their gate has seen
 * them beside it. Nothing else has to be asked of several steps together: what comes breaks nobody whom it does not
 * break alone, because older packages stay, and whoever leaves is not held for those it leaves behind.
 */
export function refuseNeedingLeavers(
  asked: Asked,
  courses: readonly Course[],
  differences: readonly RepositoryDifference[],
): Refusals {
  const next = new Map(
    differences.flatMap(({ repository, difference }) =>
      difference.kind === 'publish' ? [[repository.key, difference.members] as const] : [],
    ),
  );
  const refused = new Map<ReleaseId, Verdict>();
  for (const course of courses.filter((each) => comes(each, asked.policy)))
    for (const member of course.pooled?.members ?? []) {
      const verdict = judge(asked, course.major, { member, next });
      if (verdict !== null) refused.set(idOf(course), verdict);
    }
  return refused;
}

function comes({ decision, major }: Course, policy: Policy): boolean {
  if (decision.kind !== 'take' || breakageRule(policy, major.key) !== 'block') return false;
  return goesOn({ step: decision.step });
}

interface Arrival {
  readonly member: Member;
  readonly next: ReadonlyMap<RepositoryKey, readonly Member[]>;
}

function judge(asked: Asked, major: MajorRelease, { member, next }: Arrival): Verdict | null {
  const seen = audienceStages.flatMap((stage): readonly SeenChange[] => {
    const audience: Audience = { stage, majorRelease: major.key, platform: member.platform };
    const repositories = repositoriesSeenBy(audience, major);
    const before = repositories.flatMap(({ key }) => publishedMembers(asked, key));
    const after = repositories.flatMap(({ key }) => next.get(key) ?? publishedMembers(asked, key));
    const stays = new Set(after.map(({ digest }) => digest));
    if (before.every(({ digest }) => stays.has(digest)) || !stays.has(member.digest)) return [];
    const change = asked.look.compare({ audience, major, before, after });
    if (change?.kind !== 'known') return change === null ? [] : [{ audience, change }];
    const own = namesOf(asked, member);
    const broken = change.broken.filter((each) => own.has(`${each.package} ${each.version}`));
    return [{ audience, change: { ...change, broken } }];
  });
  const breakage = breakageIn(seen);
  if (breakage !== null)
    return {
      kind: 'blocked',
      sentence: `without what leaves in the same plan, ${breakage}`,
      hint: 'bring what is missing first, or let gates.installability in stagepost.yaml only warn',
      cites: 'gates.installability',
    };
  const reason = unknownIn(seen);
  const sentence = `it cannot be told whether packages can be installed without what leaves in the same plan: ${reason}`;
  return reason === null ? null : { kind: 'cannot-tell', sentence };
}

function namesOf({ actual }: Asked, member: Member): ReadonlySet<string> {
  const packages = packagesOf(actual, member);
  const all = packages.kind === 'known' ? packages.value : [];
  return new Set(all.map((each) => `${nameAndArch(each)} ${versionText(each)}`));
}
