import { type Sha256, sha256Of } from './digest.ts';
import type { RepositoryFormat } from './major-release.ts';
import type { PackageIdentity } from './member.ts';
import type { PackageRelations } from './relations.ts';

/** A package as a solver is told of it: relations that nobody is to judge have been taken out. */
export interface SolvablePackage extends PackageIdentity, Omit<PackageRelations, 'recommends'> {}

/** Which of some packages can be installed, each by itself, from nothing but all packages of the question? */
export interface InstallQuestion {
  readonly format: RepositoryFormat;
  /** The architecture of the clients, such as `x86_64` or `amd64`. */
  readonly arch: string;
  /** The packages that are asked about. */
  readonly judged: readonly SolvablePackage[];
  /** Others that they may need; no name with the same version and architecture stands twice in both lists together. */
  readonly beside: readonly SolvablePackage[];
}

/** A package that cannot be installed. */
export interface Uninstallable {
  /** As {@link exactName} says it. */
  readonly package: string;
  /** One line, such as `nothing provides voms >= 4.2.0, which argus-1.7.5-1.x86_64 needs`. */
  readonly reason: string;
}

/**
 * Names a question; the same packages in the same order give the same digest, and have the same answer. Rows of values,
 * because to sort the keys of a hundred thousand packages took most of the time of a look.
 */
export function questionDigest({ format, arch, judged, beside }: InstallQuestion): Sha256 {
  return sha256Of(JSON.stringify([format, arch, judged.map(rowOf), beside.map(rowOf)]));
}

function rowOf(found: SolvablePackage): readonly unknown[] {
  const { name, epoch, version, release, arch } = found;
  const { provides, requires, conflicts, obsoletes, files } = found;
  return [name, epoch, version, release, arch, provides, requires, conflicts, obsoletes, files];
}

/** How many packages of a view can be installed. */
export interface InstallableCount {
  readonly installable: number;
  /** All whose relations are known. */
  readonly of: number;
}

/** A package of a view, as people know it. */
export interface NamedPackage {
  /** `voms-server.x86_64`. */
  readonly package: string;
  readonly version: string;
}

/**
 * What a change does to what can be installed; `cannot-tell` when nobody answered. A package is newly broken when it
 * cannot be installed afterwards, and could before or was not offered then.
 */
export type InstallabilityChange =
  | {
      readonly kind: 'known';
      readonly before: InstallableCount;
      readonly after: InstallableCount;
      readonly broken: readonly (NamedPackage & { readonly reason: string })[];
      /** Offered before as well, and could not be installed then. */
      readonly mended: readonly NamedPackage[];
      /** Dependencies on what no package of these repositories has; nobody looked whether they are met. */
      readonly outside: number;
      /** Packages whose relations nobody wrote down; they are not counted. */
      readonly untold: number;
    }
  | { readonly kind: 'cannot-tell'; readonly reason: string };
