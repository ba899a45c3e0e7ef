import type { ActualState } from '../../domain/actual-state.ts';
import type { DesiredRelease, DesiredState } from '../../domain/desired-state.ts';
import { type Generation, generationDigest } from '../../domain/generation.ts';
import type { ObservedState } from '../../domain/lifecycle.ts';
import type { EnterState, Plan, PublishGeneration } from '../../domain/plan.ts';
import type { ReconcilerRecord } from '../../domain/record.ts';
import type { ReleaseId, StateName } from '../../domain/release.ts';
import type { RepositoryKey } from '../../domain/repository.ts';

/** What a plan is judged by: everything it was made from, and itself. Nothing of how plans are made stands here. */
export interface Evidence {
  readonly plan: Plan;
  readonly desired: DesiredState;
  readonly actual: ActualState;
  readonly record: ReconcilerRecord;
  readonly files: ReadonlyMap<ReleaseId, DesiredRelease>;
  readonly publications: readonly PublishGeneration[];
  /** The generation that each publication says it follows; nothing for one that follows none that is known. */
  readonly followed: ReadonlyMap<RepositoryKey, Generation>;
  /** The states that each release enters, in their order. */
  readonly entered: ReadonlyMap<ReleaseId, readonly EnterState[]>;
}

/** Lays the evidence out. */
export function evidenceOf(
  plan: Plan,
  desired: DesiredState,
  found: { readonly actual: ActualState; readonly record: ReconcilerRecord },
): Evidence {
  const entered = plan.actions.filter((action) => action.kind === 'enter-state');
  const publications = plan.actions.filter((action) => action.kind === 'publish-generation');
  return {
    plan,
    desired,
    ...found,
    files: new Map(desired.releases.map((each) => [each.release.id, each])),
    publications,
    followed: new Map(publications.flatMap((action) => followedBy(action, found))),
    entered: Map.groupBy(entered, ({ release }) => release),
  };
}

/** The generations that the next one of a repository may follow: the published one and the recorded one. */
export function standing(
  { actual, record }: Pick<Evidence, 'actual' | 'record'>,
  key: RepositoryKey,
): readonly Generation[] {
  const seen = actual.repositories.get(key);
  const published = seen?.kind === 'known' && seen.value.state === 'published' ? [seen.value.generation] : [];
  const recorded = record.generations.get(key);
  return [...published, ...(recorded === undefined ? [] : [recorded.generation])];
}

function followedBy(
  { repository, previous }: PublishGeneration,
  found: Pick<Evidence, 'actual' | 'record'>,
): readonly (readonly [RepositoryKey, Generation])[] {
  if (previous === null) return [];
  const generation = standing(found, repository.key).find((each) => generationDigest(each) === previous);
  return generation === undefined ? [] : [[repository.key, generation]];
}

/** The state of a release when the plan has been carried out. */
export function finalState(evidence: Evidence, release: ReleaseId): ObservedState | undefined {
  return evidence.entered.get(release)?.at(-1)?.to ?? evidence.record.releases.get(release)?.observed;
}

/** Whether a state is one in which packages are somewhere else than in the private repository, or nowhere. */
export function isBeyondVerification(state: StateName): boolean {
  return ['StageRollout', 'Production', 'Rejected', 'Ignored', 'NotPublished'].includes(state);
}

/** Whether a release begins or ceases to wait: it moves nothing, and what leaves in the same plan was left over before. */
export function isWaiting({ from, to }: EnterState): boolean {
  return to.state === 'Deferred' || (from === 'Deferred' && to.state === 'Production');
}
