import type { ReleaseReports } from '../../domain/early-adopter.ts';
import type { ReleaseAt } from '../facts.ts';
import { fileKey } from '../facts.ts';
import { inRecord, releaseFile } from '../finding.ts';
import { newVisits, type StepCheck } from '../step.ts';
import { cameFrom } from './gates.ts';

/** Whoever went from stage rollout to production had been heard of: by the reports and the policy of the commit (R106). */
export const checkEarlyAdopters: StepCheck = ({ before, after, earlier }, { main }) =>
  newVisits({ before, after, earlier }).flatMap(({ release, index, visit, from, to }) => {
    const head = after.record.commit;
    if (to.state !== 'Production' || from === null || cameFrom(from) !== 'StageRollout' || head === null)
      return [];
    const policy = main.policies.get(head) ?? null;
    const [asked, today] = [visit.commit, head].map(
      (commit) => main.files.get(fileKey(commit, release)) ?? null,
    );
    const reports = main.reports.get(fileKey(head, release));
    const route = asked?.release.workflow.emergency.route;
    if (policy === null || !asked || !today || reports === undefined || route === 'direct') return [];
    const { minimumSuccesses, emergencyMinimumSuccesses } = policy.gates.earlyAdopters;
    const least = route === 'normal' ? minimumSuccesses : emergencyMinimumSuccesses;
    return unheard(reports, today, least).map(([message, expected, found]) =>
      inRecord(
        after,
        { rule: 'gate', file: releaseFile(release) },
        { message: `visit ${index + 1} (${visit.state}): ${message}`, expected, found },
      ),
    );
  });

function unheard(
  { known, unreadable }: ReleaseReports,
  { release: { workflow } }: ReleaseAt,
  least: number,
): readonly (readonly [message: string, expected: string, found: string])[] {
  const isWaived = (team: string) => workflow.waivers.some((waiver) => waiver.team === team);
  const silent = known.filter(({ state, result }) => state === 'accepted' && result === null);
  const missing = [...silent, ...unreadable].map(({ team }) => team).filter((team) => !isWaived(team));
  const results = known.flatMap(({ result }) => result ?? []);
  const rejected = results.filter((result) => result === 'Reject').length;
  const isWeighed = workflow.outcome === 'Warning' && workflow.reason !== null;
  return [
    ...missing.map((team) => [`nobody waited for ${team}`, `the report of ${team}`, 'none'] as const),
    ...(results.length - rejected < least
      ? [['too few teams had tried it', `${least} good reports`, `${results.length - rejected}`] as const]
      : []),
    ...(rejected > 0 && !isWeighed
      ? [['a team rejected it', 'outcome: Warning with a reason', workflow.outcome ?? 'none'] as const]
      : []),
  ];
}
