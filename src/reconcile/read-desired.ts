import { type DesiredAnswer, type DesiredDeps, readDesiredState } from '../desired/read-desired-state.ts';
import type { CommitSha } from '../domain/desired-state.ts';
import { StagepostError } from '../domain/failure.ts';
import { allowanceFor, allowHint, type Guards } from '../domain/guards.ts';
import { known, type Observation } from '../domain/observation.ts';
import { emptyRecord, type ReconcilerRecord } from '../domain/record.ts';

/** What main asks for, and the record as it has to be read beside it. */
export interface ReadDesired extends DesiredAnswer {
  readonly seen: Observation<ReconcilerRecord>;
}

/**
 * Reads what main asks for. A head that does not descend from the commit that was reconciled last means that
 * history was rewritten: nothing is done until a person has looked, and has put a reviewed entry into the new main that
 * names the commit that was left. Then the new head counts as reconciled, and today's files stand for every edit.
 */
export async function readDesired(
  deps: DesiredDeps,
  seen: Observation<ReconcilerRecord>,
): Promise<ReadDesired> {
  const record = seen.kind === 'known' ? seen.value : emptyRecord;
  const head = await deps.history.head();
  const last = record.commit;
  if (last === null || (await deps.history.isOnLine(last, head.commit)))
    return { ...(await readDesiredState(deps, { head, record })), seen };
  const anew = { ...record, commit: head.commit, behind: new Map() };
  const { desired, findings } = await readDesiredState(deps, { head, record: anew });
  const guards = desired?.policy.guards ?? null;
  if (desired === null || guards === null || !isLetThrough(guards, last))
    throw notDescending(head.commit, last, {
      how: await howOf(deps, head.commit, last),
      hint: guards === null ? 'its stagepost.yaml cannot be read' : allowHint(guards, wantedFor(last)),
    });
  return { desired: { ...desired, rewritten: last }, findings, seen: known(anew) };
}

function wantedFor(last: CommitSha) {
  return { guard: 'rewritten-history', commit: last } as const;
}

function isLetThrough(guards: Guards, last: CommitSha): boolean {
  return allowanceFor(guards, wantedFor(last)) !== undefined;
}

// The commit that was left may be gone altogether; then there is nothing to compare with.
async function howOf({ history }: DesiredDeps, head: CommitSha, last: CommitSha): Promise<string> {
  const isBack = await history.isOnLine(head, last).catch(() => false);
  return isBack ? 'main was set back' : 'the history of main was rewritten';
}

function notDescending(
  head: CommitSha,
  last: CommitSha,
  { how, hint }: { readonly how: string; readonly hint: string },
): StagepostError {
  return new StagepostError({
    code: 'git-not-descending',
    message: `main is at ${head}, which does not descend by first parent from ${last}, reconciled last`,
    hint: `${how}, so everything is frozen: restore main so that it contains ${last.slice(0, 12)}; or, for the new main, ${hint}`,
    treatment: 'needs-person',
  });
}
