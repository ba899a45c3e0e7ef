import {
  type MajorRelease,
  platformAndParts,
  type RepositoryFormat,
  type Stage,
  type SupportedPlatform,
} from './major-release.ts';
import { type PlatformKey, type Release, type ReleaseId, splitPlatform } from './release.ts';

/** Names one published repository everywhere: `production/umd-5/el9/x86_64/base`, `unverified/umd-5/voms-4.2.0/el9/x86_64`. */
export type RepositoryKey = string & { readonly __brand: 'RepositoryKey' };

/** Part of production: NonIncremental releases form `base`, Incremental ones `updates` (R69). */
export type ProductionArea = 'base' | 'updates';

/** One published repository: what it is and where it stands below its stage's root. */
export interface Repository {
  readonly key: RepositoryKey;
  readonly stage: Stage;
  readonly majorRelease: string;
  readonly platform: PlatformKey;
  readonly area: ProductionArea | null;
  /** The release that a private repository belongs to; null for the shared ones. */
  readonly release: ReleaseId | null;
  readonly format: RepositoryFormat;
  /** Suite of an apt repository; empty for yum. */
  readonly suite: string;
  /** Path below the root of the stage, without slashes at its ends. */
  readonly path: string;
  /** For people, such as `production umd-5 el9/x86_64 updates`. */
  readonly title: string;
}

/** The production area of a release type (R69). */
export function areaOf(type: Release['content']['type']): ProductionArea {
  return type === 'NonIncremental' ? 'base' : 'updates';
}

/** The shared repositories of a major release: production base and updates, and stage rollout, for each platform. */
export function sharedRepositoriesOf(major: MajorRelease): readonly Repository[] {
  return major.platforms.flatMap((platform) => [
    productionRepository(major, platform, 'base'),
    productionRepository(major, platform, 'updates'),
    stageRolloutRepository(major, platform),
  ]);
}

/** Every repository of these major releases: the shared ones, then the private ones of the releases in their order. */
export function allRepositoriesOf(
  majors: ReadonlyMap<string, MajorRelease>,
  releases: readonly Release[],
): readonly Repository[] {
  const own = releases.flatMap((release) => {
    const major = majors.get(release.content.majorRelease);
    return major === undefined ? [] : unverifiedRepositoriesOf(major, release);
  });
  return [...[...majors.values()].flatMap(sharedRepositoriesOf), ...own];
}

/** A production repository (R68, R69). */
export function productionRepository(
  major: MajorRelease,
  platform: SupportedPlatform,
  area: ProductionArea,
): Repository {
  return describe(major, platform, {
    stage: 'production',
    area,
    release: null,
    key: `production/${major.key}/${platform.key}/${area}`,
    title: `production ${major.key} ${platform.key} ${area}`,
    values: { area },
  });
}

/** The stage-rollout repository of a platform: a delta that holds what is being tested and nothing else (R67, R70). */
export function stageRolloutRepository(major: MajorRelease, platform: SupportedPlatform): Repository {
  return describe(major, platform, {
    stage: 'stage-rollout',
    area: null,
    release: null,
    key: `stage-rollout/${major.key}/${platform.key}`,
    title: `stage-rollout ${major.key} ${platform.key}`,
    values: {},
  });
}

/** The private repository of one release on one platform (R66, R81). */
export function unverifiedRepository(
  major: MajorRelease,
  platform: SupportedPlatform,
  release: Release,
): Repository {
  const { shortName, version, submission } = release.content;
  return describe(major, platform, {
    stage: 'unverified',
    area: null,
    release: release.id,
    key: `unverified/${release.id}/${platform.key}`,
    title: `unverified ${release.id} ${platform.key}`,
    values: { shortName, version: submission > 1 ? `${version}+${submission}` : version },
  });
}

/** The private repositories of one release, in order of its platforms with their parts; those that are not supported have none (R13). */
export function unverifiedRepositoriesOf(major: MajorRelease, release: Release): readonly Repository[] {
  const platforms = release.content.platforms.flatMap((key) => platformAndParts(major, key));
  return platforms.map((platform) => unverifiedRepository(major, platform, release));
}

interface Description {
  readonly stage: Stage;
  readonly area: ProductionArea | null;
  readonly release: ReleaseId | null;
  readonly key: string;
  readonly title: string;
  readonly values: Readonly<Record<string, string>>;
}

function describe(major: MajorRelease, platform: SupportedPlatform, parts: Description): Repository {
  const values = { major: major.key, ...splitPlatform(platform.key), ...parts.values };
  return {
    key: parts.key as RepositoryKey,
    stage: parts.stage,
    majorRelease: major.key,
    platform: platform.key,
    area: parts.area,
    release: parts.release,
    format: platform.format,
    suite: platform.suite,
    path: fillTemplate(major.layout[parts.stage], values),
    title: parts.title,
  };
}

/** Fills `{name}` placeholders; a placeholder without a value stays, so that the layout check finds it. */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
