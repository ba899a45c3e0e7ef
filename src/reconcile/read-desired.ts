import { type DesiredDeps, readDesiredState } from '../desired/read-desired-state.ts';
import type { DesiredState } from '../domain/desired-state.ts';
import { StagepostError } from '../domain/failure.ts';
import type { Finding } from '../domain/finding.ts';
import type { Observation } from '../domain/observation.ts';
import { emptyRecord, type ReconcilerRecord } from '../domain/record.ts';

/**
 * Reads what main asks for. A head that does not descend from the commit that was reconciled last means that
 * history was rewritten: nothing is done until a person has looked.
 */
export async function readDesired(
  deps: DesiredDeps,
  seen: Observation<ReconcilerRecord>,
): Promise<{ readonly desired: DesiredState | null; readonly findings: readonly Finding[] }> {
  const record = seen.kind === 'known' ? seen.value : emptyRecord;
  const head = await deps.history.head();
  if (record.commit !== null && !(await deps.history.isOnLine(record.commit, head.commit)))
    throw new StagepostError({
      code: 'git-not-descending',
      message: `main is at ${head.commit}, which does not descend by first parent from ${record.commit}`,
      hint: 'history was rewritten: restore the branch so that it contains the commit that was reconciled last',
      treatment: 'needs-person',
    });
  return readDesiredState(deps, { head, record });
}
