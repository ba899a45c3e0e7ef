import type { Edit } from '../../domain/desired-state.ts';
import { judge, nextStates, type ObservedState, type Transition } from '../../domain/lifecycle.ts';
import type { DesirableState } from '../../domain/release.ts';

/** What stands against a transition that the table allows; null when nothing does. */
export type Objection<E> = (
  transition: Transition,
  edit: E,
  state: ObservedState,
) => { readonly sentence: string; readonly hint: string; readonly cites: string } | null;

/**
 * The state of a release once its edits, which are not settled yet, are reconciled. What waits for its slot goes on
 * waiting, and what failed stays so, because nobody knows for how long.
 */
export function expectedState<E extends Pick<Edit, 'desiredState' | 'route'>>(
  recorded: ObservedState,
  edits: readonly E[],
  object: Objection<E> = () => null,
): ObservedState {
  return edits.reduce<ObservedState>((state, edit) => {
    if (state.state === 'Deferred' && edit.desiredState === 'StageRollout') return state;
    const judgement = judge(state, edit.desiredState, edit.route);
    const isTaken = judgement.kind === 'go' && object(judgement.transition, edit, state) === null;
    return isTaken ? { state: judgement.transition.to } : state;
  }, recorded);
}

const forward: readonly DesirableState[] = ['Unverified', 'InVerification', 'StageRollout', 'Production'];

/** The state that follows on the usual way to production; undefined where none does. */
export function nextOnTheWay(observed: ObservedState): DesirableState | undefined {
  const next = nextStates(observed, 'normal').filter((state) => forward.includes(state));
  return next.find((state) => forward.indexOf(state) > forward.indexOf(observed.state as DesirableState));
}
