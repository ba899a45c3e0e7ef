import { observeRecord } from '../actual/observe.ts';
import { observePoolContents } from '../actual/observe-pool-contents.ts';
import type { Collection, Removal } from '../domain/collection.ts';
import { type Failure, failureOf, StagepostError } from '../domain/failure.ts';
import type { Finding } from '../domain/finding.ts';
import { allRepositoriesOf } from '../domain/repository.ts';
import { planCollection } from '../plan/plan-collection.ts';
import type { CycleDeps } from './cycle-deps.ts';
import { readDesired } from './read-desired.ts';

/** What a collection was planned to do; a policy that cannot be read refuses it. */
export type PlannedCollection =
  | { readonly kind: 'refused'; readonly findings: readonly Finding[] }
  | { readonly kind: 'planned'; readonly collection: Collection };

/** A release that could not be removed. */
export interface CollectionProblem {
  readonly removal: Removal;
  readonly failure: Failure;
}

/** Looks what may leave the pool; nothing is changed. Throws when the record cannot be read: unknown is not empty. */
export async function planToCollect(deps: CycleDeps): Promise<PlannedCollection> {
  const seen = await observeRecord(deps);
  if (seen.kind === 'unknown') throw recordUnknown(seen.reason);
  const { desired, findings } = await readDesired(deps, seen);
  if (desired === null) return { kind: 'refused', findings };
  const { policy, releases } = desired;
  const repositories = allRepositoriesOf(
    policy.majorReleases,
    releases.map(({ release }) => release),
  );
  const pool = await observePoolContents(deps, repositories);
  const facts = { policy, record: seen.value, pool };
  return { kind: 'planned', collection: planCollection(facts, deps.clock.now()) };
}

/** What became of a collection; releases that are in neither list were left for the next one, because this was ended. */
export interface Collected {
  readonly removed: readonly Removal[];
  readonly problems: readonly CollectionProblem[];
}

/** Removes what was planned, one release after the other. */
export async function collect(
  deps: Pick<CycleDeps, 'pool' | 'progress' | 'stop'>,
  { removals }: Collection,
): Promise<Collected> {
  const removed: Removal[] = [];
  const problems: CollectionProblem[] = [];
  for (const removal of removals) {
    if (deps.stop?.aborted === true) break;
    deps.progress.step(`removing ${removal.release} from the pool`);
    try {
      await deps.pool.remove(removal.release);
      removed.push(removal);
    } catch (error) {
      problems.push({ removal, failure: failureOf(error) });
    }
  }
  return { removed, problems };
}

/** Both, for a process that runs for ever: hears only of what was removed; a policy with mistakes waits for its mend. */
export async function collectNow(deps: CycleDeps, heard: (collected: Collected) => void): Promise<void> {
  const planned = await planToCollect(deps);
  if (planned.kind === 'refused' || planned.collection.removals.length === 0) return;
  heard(await collect(deps, planned.collection));
}

function recordUnknown(reason: string): StagepostError {
  return new StagepostError({
    code: 'git-failed',
    message: `nothing is removed, because the record cannot be read: ${reason}`,
    hint: 'see `stagepost doctor`',
    treatment: 'retry',
  });
}
