import { digestOfValue, sha256Of } from '../domain/digest.ts';
import type { HeldBack } from '../domain/plan.ts';
import { type Release, type ReleaseId, releaseTitle } from '../domain/release.ts';
import type { Repository } from '../domain/repository.ts';
import {
  type DesiredTicket,
  isUnchanged,
  type ReleaseMetadata,
  type TicketComment,
  ticketChanges,
} from '../domain/ticket.ts';
import { desiredTicket } from '../plan/desired-ticket.ts';
import type { Pool } from '../ports/pool.ts';
import type { TicketTracker } from '../ports/ticket-tracker.ts';
import { groupsOf } from '../report/components-as-text.ts';
import { messageComments } from '../report/message-comments.ts';
import { ticketComments } from '../report/ticket-comments.ts';
import { packagesComment } from '../report/ticket-packages.ts';
import type { CycleDeps } from './cycle-deps.ts';
import type { MirrorFacts } from './mirror.ts';
import { type MirrorItem, mirrorEach } from './mirror-each.ts';

const day = 86_400;

/** What tickets are made from and remembered with. */
interface TicketDeps extends Pick<CycleDeps, 'roots' | 'ledger' | 'inbox' | 'clock' | 'stop'> {
  readonly pool: Pick<Pool, 'releaseXml'>;
}

/** Sees to it that every release has its one ticket, and that the ticket says what was written down. */
export async function mirrorTickets(deps: TicketDeps, tracker: TicketTracker, facts: MirrorFacts) {
  const items: MirrorItem[] = [];
  const refusals = messageComments(await deps.inbox.list(['refused']));
  const numbers = await deps.ledger.ticketNumbers();
  for (const { release } of facts.desired.releases) {
    const number = release.workflow.tickets.rt ?? numbers.get(release.id);
    const refused = number === undefined ? [] : (refusals.get(number) ?? []);
    const ticket = await ticketOf(deps, release, { ...facts, refused });
    if (ticket !== null) items.push(itemOf(deps, tracker, ticket));
  }
  return mirrorEach(deps, 'tickets', items);
}

async function ticketOf(
  deps: TicketDeps,
  release: Release,
  { desired, record, plan, refused }: MirrorFacts & { readonly refused: readonly TicketComment[] },
): Promise<DesiredTicket | null> {
  const major = desired.policy.majorReleases.get(release.content.majorRelease);
  const recorded = record.releases.get(release.id);
  if (major === undefined || recorded === undefined) return null;
  const held = heldBackOf(plan.heldBack, release.id);
  const urlOf = ({ stage, path }: Repository) => `${deps.roots[stage].url}/${path}`;
  const metadata = await metadataOf(deps, release.id);
  const told = packagesComment(release, groupsOf(plan.components, release.id));
  const comments = [...told, ...ticketComments(release, recorded, held), ...refused];
  return desiredTicket({ release, major, recorded, record, held, urlOf, metadata, comments });
}

function heldBackOf(held: readonly HeldBack[], release: ReleaseId): HeldBack | null {
  return held.find((each) => each.release === release) ?? null;
}

async function metadataOf({ pool }: TicketDeps, release: ReleaseId): Promise<ReleaseMetadata | null> {
  const content = await pool.releaseXml(release);
  return content === null ? null : { sha256: sha256Of(content), content };
}

function itemOf(deps: TicketDeps, tracker: TicketTracker, ticket: DesiredTicket): MirrorItem {
  const { metadata, ...rest } = ticket;
  return {
    key: ticket.release,
    subject: `ticket of ${releaseTitle(ticket.release)}`,
    digest: digestOfValue({ ...rest, metadata: metadata?.sha256 ?? null }),
    trustedSeconds: ticket.fields.status === 'resolved' ? 30 * day : day / 24,
    make: () => makeTicket(deps, tracker, ticket),
  };
}

/** Find, or make and find; compare, write, and look again: what a tracker answers is not what it did. */
async function makeTicket(
  { ledger }: Pick<TicketDeps, 'ledger'>,
  tracker: TicketTracker,
  ticket: DesiredTicket,
): Promise<readonly string[]> {
  const found = await tracker.find(ticket.release, ticket.number);
  const number = found?.number ?? (await tracker.create(ticket));
  // Messages of the tracker name tickets by number alone.
  await ledger.noteTicketNumber(ticket.release, number);
  const before = found ?? (await tracker.find(ticket.release, number));
  if (before === null) return [`ticket ${number} was made and is not found`];
  const changes = ticketChanges(ticket, before);
  if (isUnchanged(changes)) return [];
  const refusals = await tracker.update(number, changes);
  const after = await tracker.find(ticket.release, number);
  const left = after === null ? changes : ticketChanges(ticket, after);
  if (isUnchanged(left)) return [];
  const mark = left.release === null ? [] : ['the id of its release'];
  const names = [...mark, ...Object.keys(left.fields), ...(left.metadata === null ? [] : ['release.xml'])];
  const what = [...names, ...left.comments.map((comment) => `comment ${comment.key}`)].join(', ');
  return [`ticket ${number} does not take ${what}`, ...refusals];
}
