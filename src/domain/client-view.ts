import type { InstallabilityChange } from './installability.ts';
import type { PlatformKey, ReleaseId } from './release.ts';

/** A package as clients are offered it. */
export interface OfferedPackage {
  readonly name: string;
  readonly arch: string;
  /** As people write it, with the epoch where there is one. */
  readonly version: string;
  /** Bytes of the file. */
  readonly size: number;
  readonly release: ReleaseId;
}

/** A package that clients are offered in another version than before. */
export interface ChangedPackage extends OfferedPackage {
  /** The version that was offered before. */
  readonly from: string;
}

/** Something that a package says since this change and did not say before. */
export interface NewRelation {
  /** `voms-server.x86_64`. */
  readonly package: string;
  readonly kind: 'obsoletes' | 'conflicts' | 'epoch';
  /** What it obsoletes, replaces or conflicts with, in the notation of its format; or the epoch. */
  readonly with: string;
}

/**
 * Who reads: clients of production, who have base and updates together, or early adopters, who have the stage-rollout
 * repository beside them (R70).
 */
export interface Audience {
  readonly stage: 'production' | 'stage-rollout';
  readonly majorRelease: string;
  readonly platform: PlatformKey;
}

/**
 * What the clients of one platform will be offered otherwise than before. Each name and architecture that is offered
 * before or after stands in exactly one of the lists, or is counted as unchanged; lists are sorted by name.
 */
export interface OfferChanges {
  readonly added: readonly OfferedPackage[];
  readonly upgraded: readonly ChangedPackage[];
  /** The newest version that is offered is older than before; clients keep what they have. */
  readonly downgraded: readonly ChangedPackage[];
  /** No longer offered; clients keep what they have. */
  readonly removed: readonly OfferedPackage[];
  readonly unchanged: number;
  /** Bytes of the added and upgraded packages together. */
  readonly bytes: number;
  readonly newRelations: readonly NewRelation[];
  /** Packages whose relations nobody wrote down, so that nothing can be said of new ones. */
  readonly unknownRelations: number;
}

/** What one audience will see of a plan; `cannot-tell` where packages could not be read. */
export type ClientView =
  | (Audience & { readonly kind: 'known' } & OfferChanges & {
        /** Null where policy does not ask, and for source and debug packages. */
        readonly installability: InstallabilityChange | null;
      })
  | (Audience & { readonly kind: 'cannot-tell'; readonly reason: string });

/** For people, such as `production umd-5 el9/x86_64`. */
export function audienceTitle({ stage, majorRelease, platform }: Audience): string {
  return `${stage} ${majorRelease} ${platform}`;
}
