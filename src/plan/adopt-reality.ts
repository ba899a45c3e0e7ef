import type { Generation } from '../domain/generation.ts';
import { nextStates, type ObservedState } from '../domain/lifecycle.ts';
import { locationOf } from '../domain/location.ts';
import type { DesirableState, ReleaseId } from '../domain/release.ts';
import type { Repository } from '../domain/repository.ts';

/** What is published although something else is recorded. */
export interface Reality {
  readonly repository: Repository;
  /** The generation that clients read, when it is one of ours. */
  readonly live: Generation | null;
  readonly recorded: Generation;
  readonly stateOf: (release: ReleaseId) => ObservedState | undefined;
}

/** Which edit of git would agree with what is published, in one sentence; or that there is none. */
export function adoptionAdvice({ repository, live, recorded, stateOf }: Reality): string {
  const none = 'no edit of git agrees with it: put it right by hand, or set drift: heal in stagepost.yaml';
  if (live === null) return none;
  const there = new Set(live.members.map(({ release }) => release));
  const asked = new Set(recorded.members.map(({ release }) => release));
  const leaving = [...asked].filter((release) => !there.has(release));
  const entering = [...there].filter((release) => !asked.has(release));
  const edits = [
    ...leaving.map((release) => editOf(release, stateOf(release), (place) => place !== repository.stage)),
    ...entering.map((release) => editOf(release, stateOf(release), (place) => place === repository.stage)),
  ];
  if (edits.length === 0 || edits.includes(undefined)) return none;
  return `git agrees with it after ${edits.join(' and ')}`;
}

function editOf(
  release: ReleaseId,
  state: ObservedState | undefined,
  fits: (place: ReturnType<typeof locationOf>) => boolean,
): string | undefined {
  const steps: readonly DesirableState[] = state === undefined ? [] : nextStates(state, 'normal');
  const fitting = steps.filter((step) => fits(locationOf({ state: step })));
  const [first, ...others] = fitting;
  if (first === undefined) return undefined;
  const or = others.map((other) => ` or ${other}`).join('');
  return `desiredState: ${first}${or} in releases/${release}.yaml`;
}
