import type { ActualState } from '../domain/actual-state.ts';
import { type GroupedRelease, groupByComponent } from '../domain/component.ts';
import { isEndState } from '../domain/lifecycle.ts';
import { type Course, idOf } from './course.ts';

/** Whether people are to see the packages of this release by component: it has some, and it is on its way (R35). */
export function showsComponents({ desired, recorded, walk }: Course): boolean {
  if (desired.release.content.components.length === 0) return false;
  return walk.step !== null || (recorded !== null && !isEndState(recorded.state));
}

/** The packages of the releases on their way by component, of all platforms together; without those that cannot be read. */
export function groupedReleases(
  courses: readonly Course[],
  { packages }: Pick<ActualState, 'packages'>,
): readonly GroupedRelease[] {
  return courses.filter(showsComponents).flatMap((course) => {
    const found = (course.pooled?.members ?? []).map(({ digest }) => packages.get(digest));
    const names = found.flatMap((each) => (each?.kind === 'known' ? each.value.map(({ name }) => name) : []));
    const groups = groupByComponent(course.desired.release.content.components, names);
    return groups.length === 0 ? [] : [{ release: idOf(course), groups }];
  });
}
