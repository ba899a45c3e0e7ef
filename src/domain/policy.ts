import type { ApprovalPolicy } from './approval-policy.ts';
import type { EarlyAdopterTeam } from './early-adopter.ts';
import type { GatePolicy } from './gates.ts';
import type { Guards } from './guards.ts';
import type { HelpdeskPolicy } from './helpdesk.ts';
import type { MajorRelease } from './major-release.ts';
import type { NotificationPolicy } from './notification.ts';
import type { SystemPolicy } from './operating-system.ts';
import type { PublicKey } from './public-key.ts';
import type { EmergencyRoute, ReleaseContent } from './release.ts';
import type { SignatureRules } from './signature.ts';
import type { AgreedHosts } from './source-address.ts';
import type { RequestPolicy } from './ticket-request.ts';

/** Who may deliver releases, and from where (R7). */
export interface Provider extends AgreedHosts {
  readonly key: string;
  readonly title: string;
  /** Keys of the provider; empty when it signs nothing. */
  readonly keys: readonly PublicKey[];
  readonly signatures: SignatureRules;
  readonly contacts: readonly string[];
}

/** Limits of one fetch from a provider; a release that exceeds one is refused whole. */
export interface IntakeLimits {
  readonly maxBytes: number;
  readonly maxFileBytes: number;
  readonly maxFiles: number;
  readonly maxSeconds: number;
}

/** Delays between attempts of a failed step, in seconds: doubled from `first` up to `most`. */
export interface RetryPolicy {
  readonly firstSeconds: number;
  readonly mostSeconds: number;
}

/** How published files and the pool are read again although nothing shows that they changed. */
export interface ScrubPolicy {
  /** Days in which everything is read once. */
  readonly days: number;
  /** Bytes that one cycle reads for that alone. */
  readonly maxBytes: number;
}

/** The phases in which a ticket belongs to somebody. */
export type TicketPhase = 'verification' | 'stagedRollout';

/** What administrators decide about tickets. */
export interface TicketPolicy {
  /** One person for each phase, as a user of the tracker or by an address; null for nobody (R28, C12). */
  readonly owners: { readonly [phase in TicketPhase]: string | null };
}

/** Everything that administrators decide in stagepost.yaml. */
export interface Policy {
  readonly title: string;
  readonly majorReleases: ReadonlyMap<string, MajorRelease>;
  readonly providers: ReadonlyMap<string, Provider>;
  /** Teams that try releases in stage rollout, by key (R104). */
  readonly earlyAdopters: ReadonlyMap<string, EarlyAdopterTeam>;
  /** Who must sign for what (R113). */
  readonly approvals: ApprovalPolicy;
  /** What a new release is where nobody says it (R19, C6). */
  readonly defaultReleaseType: ReleaseContent['type'];
  /** What becomes of a release none of whose platforms its major release supports (R13). */
  readonly unsupportedTargets: 'hold' | 'ignore';
  /** Routes that an emergency release may take (R55). */
  readonly emergencyRoutes: readonly EmergencyRoute[];
  readonly intake: IntakeLimits;
  readonly retry: RetryPolicy;
  readonly scrub: ScrubPolicy;
  /** Package revisions of rsync older than 3.5.0 that the distribution has mended, such as `3.2.7-1+deb12u2`. */
  readonly acceptedRsync: readonly string[];
  readonly guards: Guards;
  readonly gates: GatePolicy;
  /** What clients have from their operating system. */
  readonly operatingSystems: SystemPolicy;
  /** Who is told of what (R96). */
  readonly notifications: NotificationPolicy;
  readonly tickets: TicketPolicy;
  readonly requests: RequestPolicy;
  readonly helpdesk: HelpdeskPolicy;
}

/** The key files of providers and operating systems, by path. */
export function keysByFile({
  providers,
  operatingSystems,
}: Pick<Policy, 'providers' | 'operatingSystems'>): ReadonlyMap<string, PublicKey> {
  const holders = [...providers.values(), ...[...operatingSystems.repositories.values()].flat()];
  return new Map(holders.flatMap(({ keys }) => keys.map((key) => [key.file, key])));
}
