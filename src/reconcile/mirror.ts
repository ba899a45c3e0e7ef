import type { DesiredState } from '../domain/desired-state.ts';
import type { MirrorNote } from '../domain/mirrored.ts';
import type { Plan } from '../domain/plan.ts';
import type { ReconcilerRecord } from '../domain/record.ts';
import type { Release } from '../domain/release.ts';
import type { CodeHost } from '../ports/code-host.ts';
import type { Helpdesk } from '../ports/helpdesk.ts';
import type { TicketTracker } from '../ports/ticket-tracker.ts';
import type { CycleDeps } from './cycle-deps.ts';
import { mirrorHelpdesk } from './mirror-helpdesk.ts';
import { mirrorStatuses } from './mirror-statuses.ts';
import { mirrorTickets } from './mirror-tickets.ts';

/** The mirrors of this host; null where it has none. */
export interface Mirrors {
  readonly tickets: TicketTracker | null;
  readonly codeHost: CodeHost | null;
  readonly helpdesk: Helpdesk | null;
  /** Addresses at which people read of a release. */
  readonly pages: (release: Release) => readonly string[];
}

/** What the mirrors are to show: what was written down, and what is held back. */
export interface MirrorFacts {
  readonly desired: DesiredState;
  readonly record: ReconcilerRecord;
  readonly plan: Plan;
}

/**
 * Makes every mirror say what was written down. Comes after the record, because a mirror's failure never undoes a
 * publication: it is noted, and made good by a later cycle.
 */
export async function mirror(deps: CycleDeps, facts: MirrorFacts): Promise<readonly MirrorNote[]> {
  const { tickets, codeHost, helpdesk } = deps.mirrors;
  return [
    ...(tickets === null ? [] : await mirrorTickets(deps, tickets, facts)),
    ...(codeHost === null ? [] : await mirrorStatuses(deps, codeHost, facts)),
    ...(helpdesk === null ? [] : await mirrorHelpdesk(deps, helpdesk, facts)),
  ];
}
