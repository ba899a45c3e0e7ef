import type { DesiredState } from '../domain/desired-state.ts';
import type { Action } from '../domain/plan.ts';
import type { Promotion } from '../domain/promoted.ts';
import type { ReconcilerRecord, StepApproval } from '../domain/record.ts';
import type { ReleaseId } from '../domain/release.ts';
import { type Course, idOf } from './course.ts';

/** What is said of every release that these actions bring into a shared repository, in order of id. */
export function promotions(
  courses: readonly Course[],
  actions: readonly Action[],
  { desired, record }: { readonly desired: DesiredState; readonly record: ReconcilerRecord },
): readonly Promotion[] {
  const entering = new Set<ReleaseId>(
    actions.flatMap((action) =>
      action.kind === 'publish-generation' && action.repository.release === null ? action.added : [],
    ),
  );
  return courses
    .filter((course) => entering.has(idOf(course)))
    .map((course) => promotionOf(course, actions, { desired, record }));
}

function promotionOf(
  course: Course,
  actions: readonly Action[],
  { desired, record }: { readonly desired: DesiredState; readonly record: ReconcilerRecord },
): Promotion {
  const release = idOf(course);
  const { decision } = course;
  const taken = decision.kind === 'take' ? decision.step.edit : null;
  const edit = taken ?? course.desired.edits.at(-1) ?? course.desired.edits[0];
  const entry = actions.findLast((action) => action.kind === 'enter-state' && action.release === release);
  const now = record.releases.get(release)?.observed.state ?? 'Submitted';
  // Packages may be missing where the state says that they are; then they come, and no state is entered.
  const states =
    entry?.kind === 'enter-state' ? { from: entry.from, to: entry.to.state } : { from: now, to: now };
  return {
    release,
    ...states,
    route: edit.route,
    reason: entry?.kind === 'enter-state' ? entry.reason : null,
    commit: edit.commit,
    blob: edit.blob,
    policy: desired.policyBlob,
    approvals: approvalOf({ release, to: states.to, commit: edit.commit }, entry, record)?.votes ?? [],
    gates: taken === null ? [] : course.gates,
  };
}

// Whoever waited for the slot goes on with what was approved when it began to wait.
function approvalOf(
  step: Pick<Promotion, 'release' | 'to' | 'commit'>,
  entry: Action | undefined,
  record: ReconcilerRecord,
): StepApproval | undefined {
  const fresh = entry?.kind === 'enter-state' ? entry.approval : undefined;
  const isOf = (each: StepApproval) =>
    each.release === step.release && each.to === step.to && each.commit === step.commit;
  return fresh ?? [...record.approvals.values()].find(isOf);
}
