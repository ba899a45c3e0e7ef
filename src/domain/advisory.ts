import type { PackageIdentity } from './member.ts';

/** What an advisory is about (R2). */
export type AdvisoryType = 'security' | 'bugfix' | 'enhancement';

/** How grave it is, in the words that yum clients know. */
export type AdvisorySeverity = 'Critical' | 'Important' | 'Moderate' | 'Low';

/** What a provider tells the people who run its packages, as a release file carries it (R2). */
export interface Advisory {
  /** The only one of this name in its release. */
  readonly id: string;
  readonly type: AdvisoryType;
  readonly severity: AdvisorySeverity | null;
  /** A vector such as `CVSS:3.1/AV:N/…`. */
  readonly cvss: string | null;
  readonly cves: readonly string[];
  /** One line. */
  readonly title: string;
  /** Any number of lines. */
  readonly text: string;
  /** A day, `2026-11-22`. */
  readonly issued: string;
  /** Web addresses. */
  readonly references: readonly string[];
  /** Names of the packages that it concerns; null for all of the release. */
  readonly packages: readonly string[] | null;
}

/** Which packages of a member an advisory concerns, as the member's manifest says it. */
export interface AdvisedPackages {
  /** Id of the advisory. */
  readonly id: string;
  /** Base names of the files, in order; never empty. */
  readonly files: readonly string[];
}

/** Those of some packages that an advisory concerns, in their order. */
export function concernedBy<T extends Pick<PackageIdentity, 'name'>>(
  { packages: names }: Pick<Advisory, 'packages'>,
  packages: readonly T[],
): readonly T[] {
  return names === null ? packages : packages.filter(({ name }) => names.includes(name));
}
