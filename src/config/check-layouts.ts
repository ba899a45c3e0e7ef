import type { ConfigDocument } from '../document/generated/config.ts';
import { overlappingPaths } from '../document/overlapping-paths.ts';
import type { Located } from '../document/read-document.ts';
import type { Finding } from '../domain/finding.ts';
import type { MajorRelease, Stage } from '../domain/major-release.ts';
import { splitPlatform } from '../domain/release.ts';
import { fillTemplate, sharedRepositoriesOf } from '../domain/repository.ts';
import { checkTemplate } from './check-template.ts';

const stageFields = {
  unverified: 'unverified',
  'stage-rollout': 'stageRollout',
  production: 'production',
} as const;
const sharedStages: readonly Stage[] = ['stage-rollout', 'production'];

/** Path templates that cannot be filled, that put two repositories into one place, and suites that mean nothing. */
export function checkLayouts(
  document: Located<ConfigDocument>,
  majorReleases: readonly MajorRelease[],
): readonly Finding[] {
  const templates = majorReleases.flatMap((major) => templateFindings(document, major));
  // Paths mean something only once every placeholder does.
  if (templates.length > 0) return [...templates, ...suiteFindings(document)];
  const shared = sharedStages.flatMap((stage) =>
    overlapFindings(document, stage, sharedPlaces(majorReleases, stage)),
  );
  const own = majorReleases.flatMap((major) => overlapFindings(document, 'unverified', privatePlaces(major)));
  return [...shared, ...own, ...suiteFindings(document)];
}

function templateFindings(document: Located<ConfigDocument>, major: MajorRelease): readonly Finding[] {
  const stages = Object.keys(stageFields) as Stage[];
  return stages.flatMap((stage) =>
    checkTemplate(stage, major).map((complaint) =>
      document.finding(['majorReleases', major.key, 'layout', stageFields[stage]], 'value', complaint),
    ),
  );
}

interface Place {
  readonly major: string;
  readonly path: string;
  readonly title: string;
}

function overlapFindings(
  document: Located<ConfigDocument>,
  stage: Stage,
  places: readonly Place[],
): readonly Finding[] {
  return overlappingPaths(places).map(({ outer, inner }) =>
    document.finding(['majorReleases', inner.major, 'layout', stageFields[stage]], 'value', {
      rule: 'layout-overlap',
      message: overlapSentence(outer, inner),
      hint: 'put what tells them apart into the template, such as {major}, {platform} or {arch}',
    }),
  );
}

function overlapSentence(outer: Place, inner: Place): string {
  return outer.path === inner.path
    ? `${inner.title} and ${outer.title} would share the path ${inner.path}`
    : `${inner.title} (${inner.path}) would lie inside ${outer.title} (${outer.path})`;
}

function sharedPlaces(majorReleases: readonly MajorRelease[], stage: Stage): readonly Place[] {
  return majorReleases
    .flatMap(sharedRepositoriesOf)
    .filter((repository) => repository.stage === stage)
    .map(({ majorRelease, path, title }) => ({ major: majorRelease, path, title }));
}

// The path of a private repository depends on its release; the platforms of one release must already differ.
function privatePlaces({ key, layout, platforms }: MajorRelease): readonly Place[] {
  const release = { major: key, shortName: 'NAME', version: 'VERSION' };
  return platforms.map((platform) => ({
    major: key,
    path: fillTemplate(layout.unverified, { ...release, ...splitPlatform(platform.key) }),
    title: `unverified ${key} ${platform.key}`,
  }));
}

function suiteFindings(document: Located<ConfigDocument>): readonly Finding[] {
  return Object.entries(document.value.majorReleases).flatMap(([key, { platforms }]) =>
    Object.entries(platforms).flatMap(([platform, { format, suite }]) => {
      if (format === 'apt' || suite === undefined) return [];
      const complaint = {
        rule: 'suite',
        message: `${platform} is a yum platform, which has no suite`,
        hint: 'remove it',
      };
      return [document.finding(['majorReleases', key, 'platforms', platform, 'suite'], 'key', complaint)];
    }),
  );
}
