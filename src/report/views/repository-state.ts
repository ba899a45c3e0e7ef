import type { PublishedRepository } from '../../domain/actual-state.ts';
import type { Observation } from '../../domain/observation.ts';
import type { Plan } from '../../domain/plan.ts';
import type { RepositoryKey } from '../../domain/repository.ts';

/** How a repository stands to what git asks. */
export interface RepositoryState {
  readonly kind: 'as-asked' | 'changes' | 'drifted' | 'guarded' | 'unknown' | 'absent';
  /** One sentence. */
  readonly sentence: string;
  /** What is not as it was published, one sentence each. */
  readonly damage: readonly string[];
}

/** How a repository stands to what git asks, by what was seen of it and what is planned for it. */
export function repositoryState(
  key: RepositoryKey,
  seen: Observation<PublishedRepository> | undefined,
  plan: Plan,
): RepositoryState {
  const damage = damageOf(seen);
  const held = plan.heldRepositories.find(({ repository }) => repository === key);
  if (seen?.kind === 'unknown' || seen === undefined)
    return { kind: 'unknown', sentence: `cannot be seen: ${seen?.reason ?? 'nobody has looked'}`, damage };
  if (held !== undefined) {
    const kind = held.why === 'guarded' ? 'guarded' : 'unknown';
    return { kind, sentence: [held.sentence, held.hint].filter(Boolean).join('; '), damage };
  }
  const planned = plan.actions.filter((action) => 'repository' in action && action.repository.key === key);
  if (damage.length > 0) return { kind: 'drifted', sentence: driftSentence(planned.length > 0), damage };
  if (seen.value.state === 'absent' && planned.length === 0)
    return { kind: 'absent', sentence: 'not published yet', damage };
  return planned.length > 0
    ? { kind: 'changes', sentence: changeSentence(planned), damage }
    : { kind: 'as-asked', sentence: 'as git asks', damage };
}

function damageOf(seen: Observation<PublishedRepository> | undefined): readonly string[] {
  if (seen?.kind !== 'known' || seen.value.state === 'absent') return [];
  const { damage, strange } = seen.value;
  return [...damage, ...strange.map((path) => `${path}: nothing of ours has it`)];
}

function driftSentence(isMended: boolean): string {
  return isMended ? 'is not as it was published; the next run makes it right' : 'is not as it was published';
}

function changeSentence(planned: Plan['actions']): string {
  const [publish] = planned.filter((action) => action.kind === 'publish-generation');
  if (publish === undefined) return 'the next run brings it to what is recorded';
  const moves = [...publish.added.map((id) => `+ ${id}`), ...publish.removed.map((id) => `− ${id}`)];
  return `the next run publishes generation ${publish.number}${moves.length === 0 ? '' : `: ${moves.join(', ')}`}`;
}
