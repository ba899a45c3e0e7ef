import { locationOf } from '../../domain/location.ts';
import { wholeKey } from '../../domain/package-part.ts';
import { areaOf, type Repository } from '../../domain/repository.ts';
import { type Course, plannedLocation } from '../course.ts';

/** Whether a course would take its packages into or out of a repository: it waits when the repository does. */
export function isConcerned(course: Course, repository: Repository): boolean {
  const { decision, desired, major } = course;
  if (decision.kind !== 'take' || major.key !== repository.majorRelease) return false;
  const { id, content } = desired.release;
  if (repository.release !== null && repository.release !== id) return false;
  if (repository.area !== null && repository.area !== areaOf(content.type)) return false;
  if (!content.platforms.includes(wholeKey(repository.platform))) return false;
  const to = plannedLocation(course);
  return to !== present(course) && [to, present(course)].includes(repository.stage);
}

// The packages of a failed step may be where they were, or half way.
function present({ walk }: Course) {
  const { state } = walk;
  return locationOf(state.state === 'Failed' ? { state: state.from } : state);
}
