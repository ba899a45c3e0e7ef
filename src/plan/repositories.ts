import type { Policy } from '../domain/policy.ts';
import { type Repository, sharedRepositoriesOf, unverifiedRepositoriesOf } from '../domain/repository.ts';
import type { Course } from './course.ts';

/** Every repository that the policy and the releases name, shared ones first; production before stage rollout. */
export function repositoriesOf(policy: Policy, courses: readonly Course[]): readonly Repository[] {
  const shared = [...policy.majorReleases.values()].flatMap(sharedRepositoriesOf);
  const order = ['production', 'stage-rollout'] as const;
  const sorted = order.flatMap((stage) => shared.filter((repository) => repository.stage === stage));
  const own = courses.flatMap(({ major, desired }) => unverifiedRepositoriesOf(major, desired.release));
  return [...sorted, ...own];
}
