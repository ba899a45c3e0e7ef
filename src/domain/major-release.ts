import { type PartRules, packageParts, partKey, wholeKey } from './package-part.ts';
import type { PlatformKey } from './release.ts';

/** The three places a package can be in, from private to public (R66-R68). */
export type Stage = 'unverified' | 'stage-rollout' | 'production';

/** The kind of repository that a platform's clients read (R84). */
export type RepositoryFormat = 'yum' | 'apt';

/** A platform that a major release supports. */
export interface SupportedPlatform {
  readonly key: PlatformKey;
  readonly format: RepositoryFormat;
  /** Name of the suite below `dists/`; empty for yum. */
  readonly suite: string;
}

/**
 * Path templates below a stage's root; published paths are an interface to clients, so they are policy.
 * Placeholders: `{major}`, `{platform}`, `{arch}`, `{area}` (production: base or updates),
 * `{shortName}`, `{version}` (unverified).
 */
export type Layout = { readonly [stage in Stage]: string };

/**
 * What is done about drift: `observe` only reports it, `heal` makes the recorded generation again, `adopt` holds the
 * repository still and says which edit of git would agree with what is there.
 */
export type DriftMode = 'observe' | 'heal' | 'adopt';

/** A line of releases with its platforms, its paths and its slot (R17, R18, R46). */
export interface MajorRelease {
  readonly key: string;
  readonly title: string;
  /** Those of the policy, and one for each part of them that has repositories of its own. */
  readonly platforms: readonly SupportedPlatform[];
  readonly layout: Layout;
  /** What becomes of source and debug packages; decided when a release is fetched. */
  readonly parts: PartRules;
  /** What can be in stage rollout only once: the whole major release, or each product of it (R46). */
  readonly slot: 'major-release' | 'product';
  /** Whether the next Deferred release gets the free slot by itself, or when its file names it (R48). */
  readonly deferred: 'automatic' | 'manual';
  /** How many generations of a repository stay on disk. */
  readonly keepGenerations: number;
  /** For how many days a generation of production stays on disk after it was live, however many that are (R83). */
  readonly keepDays: number;
  /** Days after which a client must refuse apt metadata that was not renewed. */
  readonly validDays: number;
  /** What is done where the published tree is not what was published (R80). */
  readonly drift: DriftMode;
  readonly retention: Retention;
  /** Whether the newest promotion may be taken back (R58). */
  readonly rollbackAllowed: boolean;
  /** Whether packages may be withdrawn from production (R58). */
  readonly withdrawAllowed: boolean;
}

/** How many days the packages of a release stay in the pool after it ended, by the furthest stage that it was in. */
export interface Retention {
  readonly unverified: number;
  readonly stageRollout: number;
}

/** The slot that a release of this major release takes while in stage rollout. */
export function slotKeyOf(major: MajorRelease, product: string): string {
  return major.slot === 'major-release' ? major.key : `${major.key}/${product}`;
}

/** The supported platform of that key; undefined when the major release does not support it (R13). */
export function platformOf(major: MajorRelease, key: PlatformKey): SupportedPlatform | undefined {
  return major.platforms.find((platform) => platform.key === key);
}

/** The supported platform of that key with its parts, the whole one first; empty when it is not supported. */
export function platformAndParts(major: MajorRelease, key: PlatformKey): readonly SupportedPlatform[] {
  const whole = major.platforms.filter((platform) => platform.key === key);
  const parts = major.platforms.filter((platform) => platform.key !== key && wholeKey(platform.key) === key);
  return [...whole, ...parts];
}

/** Platforms with one more for each part that has repositories of its own; sources are such only for yum. */
export function withParts(
  platforms: readonly SupportedPlatform[],
  rules: PartRules,
): readonly SupportedPlatform[] {
  return platforms.flatMap((platform) => [
    platform,
    ...packageParts
      .filter((part) => rules[part] === 'area' && (part === 'debug' || platform.format === 'yum'))
      .map((part) => ({ ...platform, key: partKey(platform.key, part) })),
  ]);
}
