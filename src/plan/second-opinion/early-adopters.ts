import type { DesiredRelease } from '../../domain/desired-state.ts';
import type { EnterState } from '../../domain/plan.ts';
import type { Evidence } from './evidence.ts';

/** Whether whoever tried a release in stage rollout was heard before it goes to production (R106). */
export function checkEarlyAdopters(evidence: Evidence): readonly string[] {
  return [...evidence.entered.values()].flat().flatMap((action) => {
    const file = evidence.files.get(action.release);
    const route = file?.edits.find(({ commit }) => commit === action.commit)?.route ?? 'normal';
    if (file === undefined || route === 'direct' || !leavesStageRollout(action, evidence)) return [];
    const { minimumSuccesses, emergencyMinimumSuccesses } = evidence.desired.policy.gates.earlyAdopters;
    const least = route === 'normal' ? minimumSuccesses : emergencyMinimumSuccesses;
    return unheard(file, least).map((why) => `${action.release} would enter Production ${why}`);
  });
}

function leavesStageRollout({ release, from, to }: EnterState, { record }: Evidence): boolean {
  if (to.state !== 'Production') return false;
  const observed = record.releases.get(release)?.observed;
  const failedThere = observed?.state === 'Failed' && observed.from === 'StageRollout';
  return from === 'StageRollout' || (from === 'Failed' && failedThere);
}

function unheard({ reports, release }: DesiredRelease, least: number): readonly string[] {
  const { waivers, outcome, reason } = release.workflow;
  const waived = new Set(waivers.flatMap(({ team, reason: why }) => (why === '' ? [] : [team])));
  const results = reports.known.flatMap(({ result }) => (result === null ? [] : [result]));
  const missing = [
    ...reports.known.filter(({ state, result }) => state === 'accepted' && result === null),
    ...reports.unreadable,
  ].filter(({ team }) => !waived.has(team));
  const good = results.filter((result) => result !== 'Reject').length;
  const isDecided = outcome === 'Warning' && reason !== null;
  return [
    ...missing.map(({ team }) => `without the report of ${team}`),
    ...(good < least ? [`with ${good} successful reports, and ${least} are needed`] : []),
    ...(good < results.length && !isDecided ? ['although a team rejected it and nobody gave a reason'] : []),
  ];
}
