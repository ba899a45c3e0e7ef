import type { ActualState } from '../domain/actual-state.ts';
import type { DesiredRelease, DesiredState } from '../domain/desired-state.ts';
import { digestOfValue } from '../domain/digest.ts';
import { type FetchRelease, type Plan, planDigest } from '../domain/plan.ts';
import { checkApprovals } from './second-opinion/approvals.ts';
import { checkEarlyAdopters } from './second-opinion/early-adopters.ts';
import { type Evidence, evidenceOf } from './second-opinion/evidence.ts';
import { checkGuards } from './second-opinion/guards.ts';
import { checkInstallability } from './second-opinion/installability.ts';
import { checkOrder } from './second-opinion/order.ts';
import { checkRepositories } from './second-opinion/repositories.ts';
import { checkRollbacks, checkWithdrawals } from './second-opinion/rollbacks.ts';
import {
  checkDepartures,
  checkEntries,
  checkHeld,
  checkPackagesOfStates,
  checkSlots,
  checkStates,
  checkTurns,
} from './second-opinion/states.ts';
import { checkSystems } from './second-opinion/systems.ts';
import { checkTimes } from './second-opinion/times.ts';

/**
 * A second opinion on a finished plan: what holds however a plan is made, found out anew from what was asked and what
 * was seen. It shares no code with the planner, because a mistake of the one would be a mistake of the other. Each
 * answer is one sentence; a plan with any is not carried out.
 */
export function checkPlan(plan: Plan, desired: DesiredState, actual: ActualState): readonly string[] {
  if (actual.record.kind === 'unknown')
    return plan.actions.map(({ id }) => `${id} would be done although the record cannot be read`);
  const evidence = evidenceOf(plan, desired, { actual, record: actual.record.value });
  return [
    ...checkBase(evidence),
    ...checkOrder(evidence),
    ...checkRepositories(evidence),
    ...checkFetches(evidence),
    ...checkRepairs(evidence),
    ...checkStates(evidence),
    ...checkRollbacks(evidence),
    ...checkWithdrawals(evidence),
    ...checkEntries(evidence),
    ...checkDepartures(evidence),
    ...checkPackagesOfStates(evidence),
    ...checkSlots(evidence),
    ...checkTurns(evidence),
    ...checkHeld(evidence),
    ...checkGuards(evidence),
    ...checkApprovals(evidence),
    ...checkEarlyAdopters(evidence),
    ...checkTimes(evidence),
    ...checkInstallability(evidence),
    ...checkSystems(evidence),
  ];
}

function checkBase({ plan, desired, record }: Evidence): readonly string[] {
  return [
    ...(plan.digest === planDigest(plan) ? [] : ['the digest of the plan is not that of its actions']),
    ...(plan.base.commit === desired.commit ? [] : ['the plan was made for another commit of main']),
    ...(plan.base.record === record.parent ? [] : ['the plan was made from another record']),
  ];
}

function checkFetches({ plan, files, actual }: Evidence): readonly string[] {
  return plan.actions.flatMap((action) => {
    if (action.kind !== 'fetch-release') return [];
    const file = files.get(action.release);
    const pooled = actual.pool.get(action.release);
    const asFile = isAsFile(action, file) && file?.content === action.content;
    return [
      ...(asFile ? [] : [`${action.release} would be fetched otherwise than its file says`]),
      // A plan from the record knows of the pool only what was recorded.
      ...(pooled === undefined || (pooled.kind === 'known' && pooled.value === null)
        ? []
        : [`${action.release} would be fetched although it may be in the pool`]),
    ];
  });
}

function checkRepairs({ plan, files, actual, record }: Evidence): readonly string[] {
  return plan.actions.flatMap((action) => {
    if (action.kind !== 'repair-release') return [];
    const { release, content } = action;
    const file = files.get(release);
    const pooled = actual.pool.get(release);
    const asFile = isAsFile(action, file);
    const asPooled = pooled?.kind === 'known' && pooled.value?.content === content;
    return [
      ...(asFile && file?.content === content && asPooled
        ? []
        : [`${release} would be fetched again with other content than it was fetched with`]),
      ...(actual.poolDamage.has(release) && record.releases.has(release)
        ? []
        : [`${release} would be fetched again although nothing is wrong with it`]),
    ];
  });
}

function isAsFile(
  { source, advisories }: Pick<FetchRelease, 'source' | 'advisories'>,
  file: DesiredRelease | undefined,
): boolean {
  const content = file?.release.content;
  const wanted = { source: content?.source ?? null, advisories: content?.advisories };
  return digestOfValue({ source, advisories }) === digestOfValue(wanted);
}
