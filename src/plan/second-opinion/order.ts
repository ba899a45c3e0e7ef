import type { Action, ActionId, Plan } from '../../domain/plan.ts';
import type { ReleaseId } from '../../domain/release.ts';
import { type Evidence, isWaiting } from './evidence.ts';

/** Whether the actions can be carried out one after the other, and in an order that loses nothing on the way. */
export function checkOrder(evidence: Evidence): readonly string[] {
  const { plan } = evidence;
  return [
    ...repeated(plan),
    ...circles(plan),
    ...dangling(plan),
    ...changedTwice(plan),
    ...unorderedMoves(evidence),
  ];
}

function repeated({ actions }: Plan): readonly string[] {
  const ids = actions.map((action) => action.id);
  const counts = Map.groupBy(ids, (id) => id);
  return [...counts].flatMap(([id, same]) => (same.length > 1 ? [`${id} stands in the plan twice`] : []));
}

// Carrying out in order must be possible: a circle of dependencies would skip all of its actions for ever.
function circles({ actions }: Plan): readonly string[] {
  const open = new Map<ActionId, Action>(actions.map((action) => [action.id, action]));
  for (let before = -1; before !== open.size; ) {
    before = open.size;
    for (const action of [...open.values()])
      if (!action.after.some((id) => open.has(id))) open.delete(action.id);
  }
  return [...open.keys()].map((id) => `${id} waits for itself`);
}

function dangling({ actions, unsettled }: Plan): readonly string[] {
  const known = new Set(actions.map((action) => action.id));
  const waiting = actions.flatMap((action) =>
    action.after
      .filter((id) => !known.has(id))
      .map((id) => `${action.id} waits for ${id}, which is not in the plan`),
  );
  const steps = unsettled.flatMap(({ release, step }) =>
    step === null || known.has(step.action)
      ? []
      : [`edits of ${release} are settled by ${step.action}, which is not in the plan`],
  );
  return [...waiting, ...steps];
}

function changedTwice({ actions }: Plan): readonly string[] {
  const changing = actions.filter((action) => 'repository' in action && action.kind !== 'record-generation');
  const keys = changing.map((action) => ('repository' in action ? action.repository.key : ''));
  return [...new Set(keys.filter((key, index) => keys.indexOf(key) < index))].map(
    (key) => `${key} is changed by two actions`,
  );
}

// A release enters the next repository before it leaves the last one, and its state comes after its packages.
function unorderedMoves({ plan, entered }: Evidence): readonly string[] {
  const waits = waitsOf(plan);
  const entering = changesOf(plan, 'added');
  const leaving = changesOf(plan, 'removed');
  const early = [...leaving].flatMap(([release, leaves]) =>
    leaves.flatMap((id) =>
      (entering.get(release) ?? [])
        .filter((enter) => enter !== id && !waits(id).has(enter))
        .map((enter) => `${id} takes ${release} away before ${enter} brings it`),
    ),
  );
  const states = [...entered].flatMap(([release, all]) => {
    const last = all.at(-1);
    const needed = entering.get(release) ?? leaving.get(release) ?? [];
    if (last === undefined || needed.length === 0 || isWaiting(last)) return [];
    return needed
      .filter((id) => !waits(last.id).has(id))
      .map((id) => `${release} enters ${last.to.state} without waiting for ${id}`);
  });
  return [...early, ...states];
}

function changesOf(
  { actions }: Plan,
  which: 'added' | 'removed',
): ReadonlyMap<ReleaseId, readonly ActionId[]> {
  const changes = new Map<ReleaseId, ActionId[]>();
  for (const action of actions) {
    const releases =
      action.kind === 'publish-generation'
        ? action[which]
        : action.kind === 'retire-repository' && which === 'removed'
          ? [action.release]
          : [];
    for (const release of releases) changes.set(release, [...(changes.get(release) ?? []), action.id]);
  }
  return changes;
}

/** Everything that an action waits for, directly or not. */
function waitsOf({ actions }: Plan): (id: ActionId) => ReadonlySet<ActionId> {
  const direct = new Map(actions.map((action) => [action.id, action.after]));
  return (id) => {
    const all = new Set<ActionId>();
    const open = [...(direct.get(id) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (all.has(next)) continue;
      all.add(next);
      open.push(...(direct.get(next) ?? []));
    }
    return all;
  };
}
