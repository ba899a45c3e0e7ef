import type { Audience, ClientView } from '../../domain/client-view.ts';
import { type MajorRelease, platformOf } from '../../domain/major-release.ts';
import type { Member } from '../../domain/member.ts';
import { known, type Observation } from '../../domain/observation.ts';
import type { Action, PublishGeneration } from '../../domain/plan.ts';
import type { Policy } from '../../domain/policy.ts';
import type { PlatformKey } from '../../domain/release.ts';
import { type Repository, type RepositoryKey, sharedRepositoriesOf } from '../../domain/repository.ts';
import { type Offer, packagesOf, publishedMembers, type Sources } from '../guards/shelf.ts';
import { compareOffers } from './compare-offers.ts';

interface Situation extends Sources {
  readonly policy: Policy;
}

type NextMembers = ReadonlyMap<RepositoryKey, readonly Member[]>;

/**
 * What clients will see when the plan has been carried out: one view for the clients of production and one for early
 * adopters, of each platform of which a shared repository changes, in the order of policy.
 */
export function clientViews(situation: Situation, actions: readonly Action[]): readonly ClientView[] {
  const changing = actions.filter(changesMembers);
  const next: NextMembers = new Map(changing.map(({ repository, members }) => [repository.key, members]));
  return [...situation.policy.majorReleases.values()].flatMap((major) =>
    major.platforms.flatMap(({ key }) =>
      (['production', 'stage-rollout'] as const).flatMap((stage) => {
        const repositories = repositoriesOf(major, key, stage);
        if (!repositories.some((repository) => next.has(repository.key))) return [];
        const audience = { stage, majorRelease: major.key, platform: key };
        return [viewOf(situation, { audience, major, repositories, next })];
      }),
    ),
  );
}

function changesMembers(action: Action): action is PublishGeneration {
  if (action.kind !== 'publish-generation' || action.repository.stage === 'unverified') return false;
  return action.added.length > 0 || action.removed.length > 0;
}

// Early adopters have production beside stage rollout (R70); production comes first, so that what is in both is its.
function repositoriesOf(
  major: MajorRelease,
  platform: PlatformKey,
  audience: Audience['stage'],
): readonly Repository[] {
  return sharedRepositoriesOf(major).filter(
    ({ platform: its, stage }) => its === platform && (stage === 'production' || stage === audience),
  );
}

interface Question {
  readonly audience: Audience;
  readonly major: MajorRelease;
  readonly repositories: readonly Repository[];
  readonly next: NextMembers;
}

function viewOf(situation: Situation, { audience, major, repositories, next }: Question): ClientView {
  const present = (repository: Repository) => publishedMembers(situation, repository.key);
  const before = offersOf(situation, repositories.flatMap(present));
  const after = offersOf(
    situation,
    repositories.flatMap((repository) => next.get(repository.key) ?? present(repository)),
  );
  if (before.kind === 'unknown') return { kind: 'cannot-tell', ...audience, reason: before.reason };
  if (after.kind === 'unknown') return { kind: 'cannot-tell', ...audience, reason: after.reason };
  const { platform } = audience;
  const format = platformOf(major, platform)?.format ?? 'yum';
  const changes = compareOffers({ format, platform, before: before.value, after: after.value });
  return { kind: 'known', ...audience, ...changes };
}

function offersOf({ actual }: Sources, members: readonly Member[]): Observation<readonly Offer[]> {
  const offers: Offer[] = [];
  for (const member of members) {
    const packages = packagesOf(actual, member);
    if (packages.kind === 'unknown') return packages;
    offers.push(...packages.value.map((found) => ({ found, release: member.release })));
  }
  return known(offers);
}
