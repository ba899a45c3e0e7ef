import type { Location } from './finding.ts';
import type { Weekday } from './local-time.ts';
import type { EmergencyRoute } from './release.ts';

/** Hours of some days of the week, by the wall clock of the policy's time zone. */
export interface WeeklyHours {
  /** The days on which they begin. */
  readonly days: readonly Weekday[];
  /** Minutes after midnight. */
  readonly from: number;
  /** Minutes after midnight, at which they are over; not after `from` means on the next day. */
  readonly to: number;
  /** The major release that they are for; null for all. */
  readonly majorRelease: string | null;
  /** Why, for those who wait; null where none is given. */
  readonly reason: string | null;
  readonly at: Location;
}

/** Whole days in which no release moves, the first and the last included. */
export interface DatedFreeze {
  /** `2026-12-18`, in the policy's time zone. */
  readonly from: string;
  readonly to: string;
  readonly majorRelease: string | null;
  readonly reason: string;
  readonly at: Location;
}

/** How long a release stays in stage rollout before it may go on, in days of 24 hours. */
export interface SoakPolicy {
  readonly minDays: number;
  /** The same for emergency releases. */
  readonly emergencyMinDays: number;
  /** Other numbers for some releases; the first that fits counts. */
  readonly exceptions: readonly {
    readonly majorRelease: string | null;
    readonly type: 'NonIncremental' | 'Incremental' | null;
    readonly minDays: number;
  }[];
}

/** How many teams must have tried a release before production, beside those that accepted and are waited for (R106). */
export interface EarlyAdopterPolicy {
  /** Reports with Success or Warning. */
  readonly minimumSuccesses: number;
  /** The same for emergency releases on the fast route. */
  readonly emergencyMinimumSuccesses: number;
}

/** What follows when packages could no longer be installed that can be now, or new ones could not: nobody looks at all, or it is told, or it holds the release. */
export type BreakageRule = 'ignore' | 'warn' | 'block';

/** What is done about a release that would break what clients can install. */
export interface InstallabilityPolicy {
  readonly newBreakage: BreakageRule;
  /** Another rule for some major releases; the first that fits counts. */
  readonly exceptions: readonly { readonly majorRelease: string; readonly newBreakage: BreakageRule }[];
}

/** How long a release should be in a state; longer is a mark, which holds up nothing. Zero is no limit. */
export interface TimeLimits {
  /** Days from Monday to Friday until it is fetched. */
  readonly submittedWorkingDays: number;
  /** Days of 24 hours until verification begins. */
  readonly unverifiedDays: number;
  /** Days of 24 hours in verification, for each time that it is there. */
  readonly verificationDays: number;
}

/** What steps wait for, as administrators decide it: `gates` of stagepost.yaml. */
export interface GatePolicy {
  /** The IANA name of the zone in which hours and days are meant. */
  readonly timeZone: string;
  /** Lists of links that a release needs an entry of before it is fetched (R4, R6). */
  readonly requiredLinks: readonly ('certification' | 'issues')[];
  /** Releases move only then; at any time where there is none. */
  readonly windows: readonly WeeklyHours[];
  /** Releases never move then, whatever `windows` says. */
  readonly closed: readonly WeeklyHours[];
  readonly freezes: readonly DatedFreeze[];
  /** Routes that windows and freezes do not concern (R55). */
  readonly exempt: readonly EmergencyRoute[];
  readonly soak: SoakPolicy;
  readonly earlyAdopters: EarlyAdopterPolicy;
  readonly installability: InstallabilityPolicy;
  readonly limits: TimeLimits;
}
