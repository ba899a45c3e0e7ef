import type { EnterState } from '../../domain/plan.ts';
import type { ReleaseRecord } from '../../domain/record.ts';
import type { Evidence } from './evidence.ts';

/** Whether packages that leave or come back while the state stays do so by their file, and by policy. */
export function checkWithdrawals(evidence: Evidence): readonly string[] {
  return [...evidence.entered.values()]
    .flat()
    .filter(({ from, to }) => from === 'Production' && to.state === 'Production')
    .flatMap((action) => objections(action, evidence));
}

function objections({ release, to }: EnterState, { files, desired, record }: Evidence): readonly string[] {
  const before = record.releases.get(release)?.observed;
  const wasOut = before !== undefined && 'withdrawn' in before;
  const edits = files.get(release)?.edits ?? [];
  if (!('withdrawn' in to)) {
    const fits = wasOut && edits.some(({ withdrawn }) => withdrawn === null);
    return fits ? [] : [`${release} would come back to production, from where nobody withdrew it`];
  }
  const major = desired.policy.majorReleases.get(release.slice(0, release.indexOf('/')));
  const fits = !wasOut && edits.some(({ withdrawn }) => withdrawn !== null);
  return [
    ...(fits ? [] : [`${release} would be withdrawn, which nobody asked for`]),
    ...(major?.withdrawAllowed === true
      ? []
      : [`${release} would be withdrawn, which the policy does not allow`]),
  ];
}

/** Whether whatever begins to leave production may: by policy, with a reason, and the newest promotion first. */
export function checkRollbacks(evidence: Evidence): readonly string[] {
  const { entered, desired, record } = evidence;
  return [...entered].flatMap(([release, all]) =>
    all
      .filter(({ from, to }) => from === 'Production' && to.state !== 'Production')
      .flatMap(({ reason }) => {
        const key = release.slice(0, release.indexOf('/'));
        const own = record.releases.get(release);
        const later = [...record.releases.values()].filter(
          (other) =>
            other.release.startsWith(`${key}/`) &&
            isInProduction(other) &&
            promotion(other) > promotion(own ?? other),
        );
        return [
          ...(desired.policy.majorReleases.get(key)?.rollbackAllowed === true
            ? []
            : [`${release} would leave production, which the policy does not allow`]),
          ...(reason === null ? [`${release} would leave production without a reason`] : []),
          ...later.map((other) => `${release} would leave production before ${other.release}`),
        ];
      }),
  );
}

function isInProduction({ observed }: ReleaseRecord): boolean {
  if ('withdrawn' in observed) return false;
  return observed.state === 'Production' || ('from' in observed && observed.from === 'Production');
}

// Waiting and failing on the way back are still the same stay in production.
function promotion({ visits }: ReleaseRecord): string {
  let moment = '';
  let before = '';
  for (const { state, entered } of visits) {
    if (state === 'Deferred' || state === 'Failed') continue;
    if (state === 'Production' && before !== 'Production') moment = entered;
    before = state;
  }
  return moment;
}
