import type { CommitSha, DesiredRelease, Edit } from '../domain/desired-state.ts';
import { type Judgement, judge, type ObservedState, type Transition } from '../domain/lifecycle.ts';
import { comingBack, isWithdrawn, withdrawing } from '../domain/withdrawal.ts';

/** A step that the walk took and that touches no package. */
export interface Mark {
  readonly to: ObservedState;
  readonly edit: Edit;
}

/** The step at which the walk stopped, because packages must change first. */
export interface Step {
  readonly transition: Transition;
  readonly edit: Edit;
  readonly retry: boolean;
}

type Refusal = Extract<Judgement, { kind: 'refuse' }>;

/** Where the edits of one release lead. */
export interface Walk {
  /** The state before any step that touches packages. */
  readonly state: ObservedState;
  readonly marks: readonly Mark[];
  readonly step: Step | null;
  /** The last edit that the table refuses, when no later one was taken. */
  readonly refusal: { readonly edit: Edit; readonly why: Refusal } | null;
  /** Commit of the last edit settled without packages; null when there is none. */
  readonly settled: CommitSha | null;
  /** Whether edits follow the step; the next cycle takes them up. */
  readonly more: boolean;
}

/** What stands against a transition that the table allows, by that edit and from that state; null when nothing does. */
export type Forbid = (
  transition: Transition,
  edit: Edit,
  state: ObservedState,
) => Omit<Refusal, 'kind'> | null;

/**
 * Whether a step has been replaced by an edit that came later, while it had to wait, be it for a signature that came later
 * still. The later edit is the first one that can follow the same state.
 */
type IsReplaced = (step: Step, state: ObservedState, later: Edit) => boolean;

/** Whether something stands against a step that touches no packages, so that the walk has to stop at it. */
type IsHeld = (step: Step, state: ObservedState) => boolean;

interface Rules {
  readonly forbid?: Forbid;
  readonly isReplaced?: IsReplaced;
  readonly isHeld?: IsHeld;
}

/**
 * Walks the edits of a release in their order, each judged by the table and by what forbids its transition: a refused
 * edit is passed over, as it would have been had each been reconciled alone, so that many merges in one cycle end
 * where one by one would.
 */
export function walkEdits(
  start: ObservedState,
  edits: DesiredRelease['edits'],
  { forbid = () => null, isReplaced = () => false, isHeld = () => false }: Rules = {},
): Walk {
  let walk: Walk = { state: start, marks: [], step: null, refusal: null, settled: null, more: false };
  const line = fromGivingUp(start, edits);
  for (const [index, edit] of line.entries()) {
    const judgement = judgeEdit(walk.state, edit, forbid);
    if (judgement.kind === 'refuse') {
      walk = { ...walk, refusal: { edit, why: judgement }, settled: edit.commit };
      continue;
    }
    if (judgement.kind === 'keep') {
      walk = { ...walk, refusal: null, settled: edit.commit };
      continue;
    }
    const step = { transition: judgement.transition, edit, retry: judgement.kind === 'retry' };
    const later = otherWish(walk.state, line.slice(index + 1));
    if (later !== undefined && isReplaced(step, walk.state, later)) {
      walk = { ...walk, refusal: null, settled: edit.commit };
      continue;
    }
    if (step.transition.effect !== 'mark' || isHeld(step, walk.state))
      return { ...walk, step, refusal: null, more: index < line.length - 1 };
    const to: ObservedState = { state: step.transition.to };
    walk = { ...walk, state: to, marks: [...walk.marks, { to, edit }], refusal: null, settled: edit.commit };
  }
  return walk;
}

/** The first edit that can be taken, or asks to stay, while the release is still in a state. */
function otherWish(state: ObservedState, edits: readonly Edit[]): Edit | undefined {
  return edits.find(({ desiredState, route }) =>
    ['go', 'keep'].includes(judge(state, desiredState, route).kind),
  );
}

function judgeEdit(state: ObservedState, edit: Edit, forbid: Forbid): Judgement {
  const judgement = withWithdrawal(judge(state, edit.desiredState, edit.route), edit, state);
  if (judgement.kind === 'keep' || judgement.kind === 'refuse') return judgement;
  const why = forbid(judgement.transition, edit, state);
  return why === null ? judgement : { kind: 'refuse', ...why };
}

// The state stays, and packages go or come back.
function withWithdrawal(judgement: Judgement, edit: Edit, state: ObservedState): Judgement {
  if (judgement.kind !== 'keep' || state.state !== 'Production') return judgement;
  const isOut = isWithdrawn(state);
  if (isOut === (edit.withdrawn !== null)) return judgement;
  return { kind: 'go', transition: isOut ? comingBack : withdrawing };
}

// A failed step is repeated before later edits are looked at, but giving up must not wait for it to succeed.
function fromGivingUp(start: ObservedState, edits: DesiredRelease['edits']): readonly Edit[] {
  if (start.state !== 'Failed') return edits;
  const givingUp = edits.findIndex((edit) => judge(start, edit.desiredState, edit.route).kind === 'go');
  return givingUp < 0 ? edits : edits.slice(givingUp);
}

/** The edits that follow one of them. */
export function editsAfter(edits: readonly Edit[], edit: Edit): readonly Edit[] {
  return edits.slice(edits.indexOf(edit) + 1);
}

/** The step that an edit asks for in a state; null where it is none. */
export function stepTo(state: ObservedState, edit: Edit): Step | null {
  const judgement = judge(state, edit.desiredState, edit.route);
  return judgement.kind === 'go' ? { transition: judgement.transition, edit, retry: false } : null;
}
