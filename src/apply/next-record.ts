import type { CommitSha } from '../domain/desired-state.ts';
import type { Sha256 } from '../domain/digest.ts';
import { type DatedFailure, type Failure, failure } from '../domain/failure.ts';
import { attestationFile } from '../domain/generation.ts';
import type { Instant } from '../domain/instant.ts';
import type { ObservedState, RestingState } from '../domain/lifecycle.ts';
import type { ActionResult, Outcome } from '../domain/outcome.ts';
import type { Action, ActionId, EnterState, Plan } from '../domain/plan.ts';
import {
  approvalKey,
  type ReconcilerRecord,
  type RecordedGeneration,
  type ReleaseRecord,
  type StepApproval,
  type Visit,
  withEntry,
} from '../domain/record.ts';
import type { DesirableState, ReleaseId } from '../domain/release.ts';
import type { RepositoryKey } from '../domain/repository.ts';

/** A step of a release that did not succeed. */
export interface FailedStep {
  readonly release: ReleaseId;
  readonly wanted: DesirableState;
  readonly commit: CommitSha;
  readonly failure: Failure;
  /** Who approved the step; not given where nobody was asked, or where that is recorded already. */
  readonly approval?: StepApproval;
  /** Digest of the content that could not be fetched; null for every other step. */
  readonly content: Sha256 | null;
}

/** The record after a plan was carried out: a pure fold of what was done into what was recorded. */
export function nextRecord(record: ReconcilerRecord, outcome: Outcome): ReconcilerRecord {
  const results = resultsById(outcome);
  const releases = new Map(record.releases);
  const generations = new Map(record.generations);
  const approvals = new Map(record.approvals);
  const systems = new Map(record.systems);
  for (const action of outcome.plan.actions) {
    const result = results.get(action.id);
    if (result?.kind !== 'done') continue;
    if (action.kind === 'enter-state') {
      const entry = { ...action, entered: outcome.finishedAt };
      releases.set(action.release, withEntry(releases.get(action.release), entry));
      keepApproval(approvals, action);
    }
    if (action.kind === 'retire-repository') generations.delete(action.repository.key);
    keepGeneration(generations, action, result);
    if (result.product.kind === 'system')
      systems.set(result.product.reading.platform, result.product.reading);
  }
  for (const failed of failedSteps(outcome)) {
    fail(releases, failed, outcome.finishedAt);
    // It is tried again without being asked for anew.
    keepApproval(approvals, failed);
  }
  return {
    parent: record.parent,
    commit: outcome.plan.base.commit,
    behind: behindAfter(outcome.plan, results),
    releases,
    generations,
    approvals,
    systems,
  };
}

/** The steps that failed, one for each release at most: its fetch, or the packages that its new state waits for. */
export function failedSteps(outcome: Outcome): readonly FailedStep[] {
  const results = resultsById(outcome);
  const failures = (ids: readonly ActionId[]) =>
    ids.flatMap((id) => {
      const result = results.get(id);
      return result?.kind === 'failed' ? [result.failure] : [];
    });
  return outcome.plan.actions.flatMap((action): readonly FailedStep[] => {
    if (action.kind === 'fetch-release') {
      const { release, commit, content } = action;
      return failures([action.id]).map((failure) => ({
        release,
        wanted: 'Unverified',
        commit,
        failure,
        content,
      }));
    }
    if (action.kind !== 'enter-state') return [];
    // The state stays; what could not leave or come back is tried again as long as the file asks for it.
    if (action.from === 'Production' && action.to.state === 'Production') return [];
    const { release, commit, after, approval } = action;
    const [failure] = failures(after);
    return failure === undefined
      ? []
      : [
          {
            release,
            wanted: wantedOf(action),
            commit,
            failure,
            content: null,
            ...(approval === undefined ? {} : { approval }),
          },
        ];
  });
}

function resultsById(outcome: Outcome): ReadonlyMap<ActionId, ActionResult> {
  return new Map(outcome.results.map((result) => [result.action, result]));
}

function wantedOf(action: EnterState): DesirableState {
  return action.to.state as DesirableState;
}

function keepApproval(
  approvals: Map<string, StepApproval>,
  { approval }: Pick<EnterState, 'approval'>,
): void {
  if (approval !== undefined) approvals.set(approvalKey(approval), approval);
}

function fail(releases: Map<ReleaseId, ReleaseRecord>, failed: FailedStep, now: Instant): void {
  const record = releases.get(failed.release);
  if (record === undefined) return;
  const from = lastGoodState(record.observed);
  const again = record.observed.state === 'Failed' && record.observed.wanted === failed.wanted;
  const since = again && record.observed.state === 'Failed' ? record.observed.failure.since : now;
  const dated: DatedFailure = { ...failure(failed.failure), since };
  const observed: ObservedState = { state: 'Failed', from, wanted: failed.wanted, failure: dated };
  const visit: Visit = { state: 'Failed', entered: now, commit: failed.commit, reason: dated.message };
  const visits = again ? record.visits : ([...record.visits, visit] as unknown as ReleaseRecord['visits']);
  releases.set(failed.release, { release: failed.release, observed, visits });
}

function lastGoodState(observed: ObservedState): RestingState {
  return observed.state === 'Failed' || observed.state === 'Deferred' ? observed.from : observed.state;
}

function keepGeneration(
  generations: Map<RepositoryKey, RecordedGeneration>,
  action: Action,
  result: Extract<ActionResult, { kind: 'done' }>,
): void {
  if (result.product.kind !== 'generation') return;
  if (action.kind !== 'publish-generation' && action.kind !== 'record-generation') return;
  const { generation, rootFiles } = result.product;
  const before = generations.get(action.repository.key)?.rootFiles ?? new Map<string, string>();
  // Attestations of members that stay cannot be made again, and are kept as they were recorded.
  const kept = (generation.attestations ?? []).flatMap((attestation) => {
    const text = before.get(attestationFile(attestation));
    return text === undefined ? [] : [[attestationFile(attestation), text] as const];
  });
  generations.set(action.repository.key, { generation, rootFiles: new Map([...kept, ...rootFiles]) });
}

function behindAfter(
  plan: Plan,
  results: ReadonlyMap<ActionId, ActionResult>,
): ReadonlyMap<ReleaseId, CommitSha | null> {
  return new Map(
    plan.unsettled.map(({ release, settled, step }) => {
      const taken = step !== null && results.get(step.action)?.kind === 'done';
      return [release, taken ? step.commit : settled] as const;
    }),
  );
}
