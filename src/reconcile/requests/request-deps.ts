import type { NewSubmission } from '../../desired/edits/submit-release.ts';
import type { Sha256 } from '../../domain/digest.ts';
import type { Failure } from '../../domain/failure.ts';
import type { Policy, Provider } from '../../domain/policy.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Inbox } from '../../ports/inbox.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Proposals } from '../../ports/proposals.ts';
import type { PullRequests } from '../../ports/pull-requests.ts';
import type { ReleaseHistory } from '../../ports/release-history.ts';
import type { TicketRequests } from '../../ports/ticket-requests.ts';
import type { Snapshots } from '../snapshots.ts';

/** Documents of a release that came with a ticket. */
export interface OfferedDocuments {
  readonly policy: Policy;
  readonly provider: Provider;
  readonly checksums: Uint8Array;
  readonly releaseXml: Uint8Array | null;
}

type Said = 'product' | 'shortName' | 'version' | 'type' | 'platforms' | 'components';
type Links = 'releaseNotes' | 'changeLog' | 'documentation';

/** What they say, judged as an intake would. Throws what an intake refuses them with. */
export type DescribeOffer = (
  documents: OfferedDocuments,
) => Promise<Pick<NewSubmission, Said | Links | 'emergency'> & { readonly checksumsDigest: Sha256 }>;

/** What edits are brought into git with. */
export interface PlacingDeps {
  readonly proposals: Proposals;
  /** Null where there is no code host. */
  readonly pullRequests: PullRequests | null;
}

/** What requests of tickets are worked on with. */
export interface RequestDeps extends PlacingDeps {
  readonly inbox: Inbox;
  readonly ledger: Pick<Ledger, 'ticketNumbers'>;
  readonly snapshots: Pick<Snapshots, 'current' | 'isBehind'>;
  readonly history: Pick<ReleaseHistory, 'blobs'>;
  readonly tickets: TicketRequests;
  readonly describe: DescribeOffer;
  readonly clock: Clock;
  /** Hears that main has moved by one of them, or has to be looked at. */
  readonly wake: () => void;
  /** Hears what could not be done now; it is tried again by itself. */
  readonly failed: (failure: Failure) => void;
  readonly stop: AbortSignal;
}
