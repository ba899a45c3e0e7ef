import type { DesiredState } from '../domain/desired-state.ts';
import { teamsAsText } from '../domain/early-adopter.ts';
import type { ReleaseId, StateName } from '../domain/release.ts';

/**
 * How the early adopters of a release stand. While it is in stage rollout, having none is told as well, where
 * stagepost.yaml knows teams; else there is nothing to tell.
 */
export function adoptersText(id: ReleaseId, state: StateName, { releases, policy }: DesiredState): string {
  const found = releases.find(({ release }) => release.id === id);
  if (found === undefined) return '';
  const told = teamsAsText(found.reports, found.release.workflow.waivers);
  const lacks = state === 'StageRollout' && policy.earlyAdopters.size > 0;
  return told === '' && lacks ? 'no early adopter yet' : told;
}
