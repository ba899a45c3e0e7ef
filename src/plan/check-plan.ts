import type { ActualState } from '../domain/actual-state.ts';
import type { Action, ActionId, Plan, PublishGeneration } from '../domain/plan.ts';

/**
 * A second opinion on a finished plan: invariants that hold however it was made. Each answer is one sentence;
 * a plan with any is not carried out.
 */
export function checkPlan(plan: Plan, actual: ActualState): readonly string[] {
  return [
    ...repeatedActions(plan),
    ...unorderedActions(plan),
    ...repeatedRepositories(plan),
    ...plan.actions.flatMap((action) =>
      action.kind === 'publish-generation' ? publication(action, actual) : [],
    ),
  ];
}

function repeatedActions(plan: Plan): readonly string[] {
  const ids = plan.actions.map((action) => action.id);
  return ids.filter((id, index) => ids.indexOf(id) < index).map((id) => `${id} stands in the plan twice`);
}

// Carrying out in order must be possible: a circle of dependencies would skip all of its actions for ever.
function unorderedActions(plan: Plan): readonly string[] {
  const open = new Map<ActionId, Action>(plan.actions.map((action) => [action.id, action]));
  for (let before = -1; before !== open.size; ) {
    before = open.size;
    for (const action of [...open.values()])
      if (!action.after.some((id) => open.has(id))) open.delete(action.id);
  }
  const known = new Set(plan.actions.map((action) => action.id));
  const dangling = plan.actions.flatMap((action) =>
    action.after
      .filter((id) => !known.has(id))
      .map((id) => `${action.id} waits for ${id}, which is not in the plan`),
  );
  return [...[...open.keys()].map((id) => `${id} waits for itself`), ...dangling];
}

function repeatedRepositories(plan: Plan): readonly string[] {
  const changed = plan.actions.flatMap((action) =>
    action.kind === 'publish-generation' ||
    action.kind === 'restore-generation' ||
    action.kind === 'retire-repository'
      ? [action.repository.key]
      : [],
  );
  return changed
    .filter((key, index) => changed.indexOf(key) < index)
    .map((key) => `${key} is changed by two actions`);
}

function publication(action: PublishGeneration, actual: ActualState): readonly string[] {
  const { repository, members } = action;
  const releases = members.map((member) => member.release);
  const twice = releases
    .filter((release, index) => releases.indexOf(release) < index)
    .map((release) => `${repository.key} would hold ${release} twice`);
  const strangers = members
    .filter((member) => member.platform !== repository.platform)
    .map((member) => `${repository.key} would hold ${member.release} for ${member.platform}`);
  const unpooled = members
    .filter((member) => isNewWithoutPool(action, member.release, actual))
    .map((member) => `${repository.key} would hold ${member.release}, which is not in the pool`);
  const crowd =
    repository.stage === 'unverified' && releases.length > 1
      ? [`${repository.key} is private to one release and would hold ${releases.length}`]
      : [];
  return [...twice, ...strangers, ...unpooled, ...crowd];
}

function isNewWithoutPool(action: PublishGeneration, release: Member, actual: ActualState): boolean {
  if (!action.added.includes(release)) return false;
  const pooled = actual.pool.get(release);
  return pooled?.kind !== 'known' || pooled.value === null;
}

type Member = PublishGeneration['added'][number];
