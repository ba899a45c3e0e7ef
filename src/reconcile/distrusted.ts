import type { ActualState, PublishedRepository } from '../domain/actual-state.ts';
import type { Observation } from '../domain/observation.ts';

/** The same world, where every published repository has to be made again: a rebuild believes nothing that it sees. */
export function distrusted(actual: ActualState): ActualState {
  const repositories = [...actual.repositories].map(([key, seen]) => [key, doubted(seen)] as const);
  return { ...actual, repositories: new Map(repositories) };
}

function doubted(seen: Observation<PublishedRepository>): Observation<PublishedRepository> {
  if (seen.kind === 'unknown' || seen.value.state === 'absent' || seen.value.damage.length > 0) return seen;
  return { ...seen, value: { ...seen.value, damage: ['a rebuild was asked for'] } };
}
