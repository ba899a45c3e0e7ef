import type { DesiredState, Edit } from '../domain/desired-state.ts';
import { nextStates, type ObservedState } from '../domain/lifecycle.ts';
import { known } from '../domain/observation.ts';
import type { Outlook } from '../domain/plan.ts';
import { worstFirst } from '../domain/verdict.ts';
import { type Course, idOf, plannedState } from './course.ts';
import type { Situation } from './decide.ts';
import { askGates, earliestOpening } from './gates/ask-gates.ts';
import type { GateQuestion } from './gates/gate.ts';
import { stepTo } from './walk-edits.ts';

/** What the gates would say of the next move of every release that has not been asked to make it yet. */
export function outlook(situation: Situation, courses: readonly Course[]): readonly Outlook[] {
  return courses.flatMap((course) => {
    if (course.walk.step !== null || course.recorded === null) return [];
    const state = plannedState(course);
    const question = nextMove(course, state, situation);
    if (question === null) return [];
    const gates = worstFirst(askGates(question));
    const to = question.step.transition.to;
    return [{ release: idOf(course), to, gates, earliest: earliestOpening(question) }];
  });
}

function nextMove(
  { desired, major, pooled }: Course,
  from: ObservedState,
  { desired: main, record, actual, now }: Situation,
): GateQuestion | null {
  const edit = unsigned(desired.edits.at(-1) ?? desired.edits[0], main);
  const [to] = nextStates(from, 'normal').filter(
    (state) => state === 'StageRollout' || state === 'Production',
  );
  const step = to === undefined ? null : stepTo(from, { ...edit, desiredState: to });
  return step === null
    ? null
    : {
        desired,
        major,
        policy: main.policy,
        record,
        actual,
        pooled,
        from,
        step,
        before: null,
        now,
        installs: null,
      };
}

// Whoever is going to ask needs the signatures that today's stagepost.yaml wants, and has none yet.
function unsigned(edit: Edit, { commit, policy }: DesiredState): Edit {
  const { approvals } = policy;
  const approval = { base: commit, policy: approvals, votes: [], refused: [] };
  return { ...edit, approval: known(approvals.roles.size === 0 ? null : approval) };
}
