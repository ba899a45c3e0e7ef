import type { ReleaseRecord } from '../../domain/record.ts';
import type { Evidence } from './evidence.ts';

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
