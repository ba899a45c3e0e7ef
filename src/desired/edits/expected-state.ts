import type { Edit } from '../../domain/desired-state.ts';
import { judge, nextStates, type ObservedState } from '../../domain/lifecycle.ts';
import type { DesirableState } from '../../domain/release.ts';

/**
 * The state of a release once its edits, which are not settled yet, are reconciled. What waits for its slot goes on
 * waiting, and what failed stays so, because nobody knows for how long.
 */
export function expectedState(
  recorded: ObservedState,
  edits: readonly Pick<Edit, 'desiredState' | 'route'>[],
): ObservedState {
  return edits.reduce<ObservedState>((state, { desiredState, route }) => {
    if (state.state === 'Deferred' && desiredState === 'StageRollout') return state;
    const judgement = judge(state, desiredState, route);
    return judgement.kind === 'go' ? { state: judgement.transition.to } : state;
  }, recorded);
}

const forward: readonly DesirableState[] = ['Unverified', 'InVerification', 'StageRollout', 'Production'];

/** The state that follows on the usual way to production; undefined where none does. */
export function nextOnTheWay(observed: ObservedState): DesirableState | undefined {
  const next = nextStates(observed, 'normal').filter((state) => forward.includes(state));
  return next.find((state) => forward.indexOf(state) > forward.indexOf(observed.state as DesirableState));
}
