import type { DesiredRelease, Edit } from '../domain/desired-state.ts';
import type { ObservedState } from '../domain/lifecycle.ts';
import type { Action, ActionId, EnterState, UnsettledEdits } from '../domain/plan.ts';
import type { ReleaseId, StateName } from '../domain/release.ts';
import { isWithdrawn } from '../domain/withdrawal.ts';
import { judgeApproval } from './approvals/judge-approval.ts';
import { type Course, idOf, marksOf, plannedState } from './course.ts';
import type { Situation } from './decide.ts';
import { actionId } from './make-actions.ts';

interface Entry {
  readonly to: ObservedState;
  readonly edit: Edit;
}

/** The states that a release enters in this plan, in order; the last one waits for the packages it needs. */
export function stateActions(
  course: Course,
  changes: ReadonlyMap<ReleaseId, PackageChanges>,
  { record, now }: Pick<Situation, 'record' | 'now'>,
): readonly EnterState[] {
  const entered: EnterState[] = [];
  const enter = (entry: Entry) => enterState(course, entry, { entered, record, now });
  for (const mark of marksOf(course)) entered.push(enter(mark));
  const { decision } = course;
  if (decision.kind !== 'take' && decision.kind !== 'defer') return entered;
  const to = plannedState(course);
  if (to.state === 'Deferred' && course.walk.state.state === 'Deferred') return entered;
  const last = enter({ to, edit: decision.step.edit });
  const packages = decision.kind === 'take' ? packagesFirst(changes.get(idOf(course))) : [];
  return [...entered, { ...last, after: [...last.after, ...packages] }];
}

/** The actions that bring packages of a release into a repository, and those that take them out. */
export interface PackageChanges {
  readonly entering: readonly ActionId[];
  readonly leaving: readonly ActionId[];
}

/** Which actions change the packages of which release. */
export function packageChanges(actions: readonly Action[]): ReadonlyMap<ReleaseId, PackageChanges> {
  const changes = new Map<ReleaseId, PackageChanges>();
  const add = (release: ReleaseId, more: Partial<PackageChanges>) => {
    const old = changes.get(release) ?? { entering: [], leaving: [] };
    changes.set(release, {
      entering: [...old.entering, ...(more.entering ?? [])],
      leaving: [...old.leaving, ...(more.leaving ?? [])],
    });
  };
  for (const action of actions) {
    if (action.kind === 'retire-repository') add(action.release, { leaving: [action.id] });
    if (action.kind !== 'publish-generation') continue;
    for (const release of action.added) add(release, { entering: [action.id] });
    for (const release of action.removed) add(release, { leaving: [action.id] });
  }
  return changes;
}

/** Edits that the next cycle must take up again, because a step stands between them and today. */
export function unsettledEdits(course: Course, before: UnsettledEdits['settled']): UnsettledEdits | null {
  const { decision, walk } = course;
  const taken = decision.kind === 'take' || decision.kind === 'defer';
  // An edit that waits for its packages is remembered, too: the state that it leads to names its commit.
  if (walk.step === null || (taken && !walk.more)) return null;
  const settled = walk.settled ?? before;
  const to = taken ? plannedState(course).state : null;
  const entersAgain = to === 'Deferred' && walk.state.state === 'Deferred';
  if (!taken || to === null || (decision.kind === 'defer' && decision.asksOn))
    return { release: idOf(course), settled, step: null };
  if (entersAgain) return { release: idOf(course), settled: walk.step.edit.commit, step: null };
  const action = actionId('enter', `${idOf(course)}:${marksOf(course).length + 1}:${to}`);
  return { release: idOf(course), settled, step: { action, commit: walk.step.edit.commit } };
}

// A release that enters somewhere is there when it is in every repository; one that ends, when it is out of each.
function packagesFirst(changes: PackageChanges | undefined): readonly ActionId[] {
  if (changes === undefined) return [];
  return changes.entering.length > 0 ? changes.entering : changes.leaving;
}

// A stay in production that follows another one has the reason of the withdrawal, or none when the packages came back.
function reasonOf(to: ObservedState, edit: Edit, from: StateName | undefined): string | null {
  if (isWithdrawn(to)) return to.withdrawn.reason;
  return from === 'Production' && to.state === 'Production' ? null : edit.reason;
}

function enterState(
  course: Course,
  entry: Entry,
  { entered, record, now }: Pick<Situation, 'record' | 'now'> & { readonly entered: readonly EnterState[] },
): EnterState {
  const previous = entered.at(-1);
  const state = previous?.to ?? course.recorded;
  return {
    kind: 'enter-state',
    id: actionId('enter', `${idOf(course)}:${entered.length + 1}:${entry.to.state}`),
    after: previous === undefined ? [] : [previous.id],
    release: idOf(course),
    from: state?.state ?? null,
    to: entry.to,
    commit: entry.edit.commit,
    reason: reasonOf(entry.to, entry.edit, state?.state),
    ...(state === null ? {} : approvedBy(course.desired, entry, { from: state, record, now })),
  };
}

// What was recorded when the step was first taken stays recorded.
function approvedBy(
  { release, content }: DesiredRelease,
  { to, edit }: Entry,
  world: Pick<Situation, 'record' | 'now'> & { readonly from: ObservedState },
): Pick<EnterState, 'approval'> {
  const wish = to.state === 'Deferred' ? 'StageRollout' : to.state;
  if (wish === 'Submitted' || wish === 'Failed') return {};
  const answer = judgeApproval({ release: release.id, content, edit, to: wish, before: null, ...world });
  return answer.kind === 'approved' && answer.from === 'main' ? { approval: answer.approval } : {};
}
