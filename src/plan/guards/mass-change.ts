import type { CommitSha, DesiredState, Edit } from '../../domain/desired-state.ts';
import { allowanceFor, allowHint, type Guards } from '../../domain/guards.ts';
import type { ReleaseId } from '../../domain/release.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { type Course, idOf } from '../course.ts';
import { editsAfter, type Walk, walkEdits } from '../walk-edits.ts';
import type { Refusals } from './hold.ts';

/** The releases whose next step comes from a commit that moves or ends more of them than one commit may. */
export function refuseMassChange(
  courses: readonly Course[],
  { policy, commit, rewritten }: Pick<DesiredState, 'policy' | 'commit' | 'rewritten'>,
): Refusals {
  const { guards } = policy;
  const changed = new Map<CommitSha, ReleaseId[]>();
  for (const course of courses)
    for (const edit of packageEdits(course))
      changed.set(edit.commit, [...(changed.get(edit.commit) ?? []), idOf(course)]);
  // After a history that was let through, today's files stand for edits of many commits.
  if (rewritten !== null) changed.delete(commit);
  const refused = courses.flatMap((course) => {
    const { decision } = course;
    if (decision.kind !== 'take') return [];
    const verdict = verdictOn(decision.step.edit.commit, changed, guards);
    return verdict === null ? [] : [[idOf(course), verdict] as const];
  });
  return new Map(refused);
}

function verdictOn(
  commit: CommitSha,
  changed: ReadonlyMap<CommitSha, readonly ReleaseId[]>,
  guards: Guards,
): Verdict | null {
  const count = changed.get(commit)?.length ?? 0;
  const wanted = { guard: 'mass-change', commit } as const;
  if (count <= guards.maxTransitions || allowanceFor(guards, wanted) !== undefined) return null;
  return {
    kind: 'blocked',
    sentence: `commit ${commit.slice(0, 7)} moves or ends ${count} releases; one commit may do so with ${guards.maxTransitions} at most`,
    hint: allowHint(guards, wanted),
    cites: 'guards.maxTransitions',
  };
}

/** The edits of a course that change stages, as if each step succeeded; what was counted when it was made is not again. */
function packageEdits({ walk, desired }: Course): readonly Edit[] {
  const found: Edit[] = [];
  for (let at: Walk = walk; at.step !== null; ) {
    const { step } = at;
    if (isNewChange(at)) found.push(step.edit);
    const [first, ...rest] = editsAfter(desired.edits, step.edit);
    if (first === undefined) break;
    at = walkEdits({ state: step.transition.to }, [first, ...rest]);
  }
  return found;
}

// A fetch brings packages to nobody but verifiers; a repetition and a turn in the line for the slot were asked before.
function isNewChange({ state, step }: Walk): boolean {
  if (step === null || step.retry || step.transition.effect === 'fetch') return false;
  return !(state.state === 'Deferred' && step.transition.to === 'StageRollout');
}
