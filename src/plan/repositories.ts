import { platformOf } from '../domain/major-release.ts';
import type { Policy } from '../domain/policy.ts';
import { type Repository, sharedRepositoriesOf, unverifiedRepository } from '../domain/repository.ts';
import type { Course } from './course.ts';

/** Every repository that the policy and the releases name, shared ones first; production before stage rollout. */
export function repositoriesOf(policy: Policy, courses: readonly Course[]): readonly Repository[] {
  const shared = [...policy.majorReleases.values()].flatMap(sharedRepositoriesOf);
  const order = ['production', 'stage-rollout'] as const;
  const sorted = order.flatMap((stage) => shared.filter((repository) => repository.stage === stage));
  return [...sorted, ...courses.flatMap(privateRepositoriesOf)];
}

function privateRepositoriesOf(course: Course): readonly Repository[] {
  const { release } = course.desired;
  return release.content.platforms.flatMap((key) => {
    const platform = platformOf(course.major, key);
    return platform === undefined ? [] : [unverifiedRepository(course.major, platform, release)];
  });
}
