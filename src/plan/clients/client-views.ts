import type { Audience, ClientView } from '../../domain/client-view.ts';
import { type MajorRelease, platformOf } from '../../domain/major-release.ts';
import type { Member } from '../../domain/member.ts';
import type { Action, PublishGeneration } from '../../domain/plan.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Repository, RepositoryKey } from '../../domain/repository.ts';
import { offersOf, publishedMembers, type Sources } from '../guards/shelf.ts';
import type { InstallLook } from '../installability/look.ts';
import { compareOffers } from './compare-offers.ts';
import { audienceStages, repositoriesSeenBy } from './seen-repositories.ts';

interface Situation extends Sources {
  readonly policy: Policy;
  readonly look: InstallLook;
}

type NextMembers = ReadonlyMap<RepositoryKey, readonly Member[]>;

/**
 * What clients will see when the plan has been carried out: one view for the clients of production and one for early
 * adopters, of each platform of which a shared repository changes, in the order of policy.
 */
export function clientViews(situation: Situation, actions: readonly Action[]): readonly ClientView[] {
  const changing = actions.filter(changesMembers);
  return viewsAfter(situation, new Map(changing.map(({ repository, members }) => [repository.key, members])));
}

/** The same for repositories that get these members, whoever decides that. */
export function viewsAfter(situation: Situation, next: NextMembers): readonly ClientView[] {
  return [...situation.policy.majorReleases.values()].flatMap((major) =>
    major.platforms.flatMap(({ key }) =>
      audienceStages.flatMap((stage) => {
        const audience = { stage, majorRelease: major.key, platform: key };
        const repositories = repositoriesSeenBy(audience, major);
        if (!repositories.some((repository) => next.has(repository.key))) return [];
        return [viewOf(situation, { audience, major, repositories, next })];
      }),
    ),
  );
}

function changesMembers(action: Action): action is PublishGeneration {
  if (action.kind !== 'publish-generation' || action.repository.stage === 'unverified') return false;
  return action.added.length > 0 || action.removed.length > 0;
}

interface Question {
  readonly audience: Audience;
  readonly major: MajorRelease;
  readonly repositories: readonly Repository[];
  readonly next: NextMembers;
}

function viewOf(situation: Situation, { audience, major, repositories, next }: Question): ClientView {
  const members = {
    before: repositories.flatMap(({ key }) => publishedMembers(situation, key)),
    after: repositories.flatMap(({ key }) => next.get(key) ?? publishedMembers(situation, key)),
  };
  const before = offersOf(situation.actual, members.before);
  const after = offersOf(situation.actual, members.after);
  if (before.kind === 'unknown') return { kind: 'cannot-tell', ...audience, reason: before.reason };
  if (after.kind === 'unknown') return { kind: 'cannot-tell', ...audience, reason: after.reason };
  const { platform } = audience;
  const format = platformOf(major, platform)?.format ?? 'yum';
  const changes = compareOffers({ format, platform, before: before.value, after: after.value });
  const installability = situation.look.compare({ audience, major, ...members });
  return { kind: 'known', ...audience, ...changes, installability };
}
