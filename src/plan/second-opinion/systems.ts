import { digestOfValue } from '../../domain/digest.ts';
import type { ReadSystem } from '../../domain/plan.ts';
import type { Evidence } from './evidence.ts';

/** Whether operating systems are read where policy says, once each, and for members that somebody has seen. */
export function checkSystems(evidence: Evidence): readonly string[] {
  const { plan, desired } = evidence;
  const readings = plan.actions.filter((action) => action.kind === 'read-system');
  return readings.flatMap((reading) => {
    const { platform } = reading;
    const declared = desired.policy.operatingSystems.repositories.get(platform) ?? [];
    const asDeclared = declared.map(({ keys, ...rest }) => ({ ...rest, keys: keys.map((key) => key.file) }));
    const isTwice = readings.filter((other) => other.platform === platform).length > 1;
    return [
      ...(digestOfValue(reading.repositories) === digestOfValue(asDeclared)
        ? []
        : [`the operating system of ${platform} would be read otherwise than stagepost.yaml says`]),
      ...(isTwice ? [`the operating system of ${platform} would be read twice`] : []),
      ...strangers(reading, evidence),
    ];
  });
}

function strangers({ platform, members }: ReadSystem, { actual, record }: Evidence): readonly string[] {
  const pooled = [...actual.pool.values()].flatMap((found) =>
    found.kind === 'known' ? (found.value?.members ?? []) : [],
  );
  const published = [...actual.repositories.values()].flatMap((found) =>
    found.kind === 'known' && found.value.state === 'published' ? found.value.generation.members : [],
  );
  const recorded = [...record.generations.values()].flatMap(({ generation }) => generation.members);
  const seen = new Set(
    [...pooled, ...published, ...recorded]
      .filter((each) => each.platform === platform)
      .map(({ digest }) => digest),
  );
  return members
    .filter(({ digest }) => !seen.has(digest))
    .map(
      ({ release }) => `the operating system of ${platform} would be read for ${release}, which is not there`,
    );
}
