import { digestOfValue, sha256Of } from '../domain/digest.ts';
import type { HeldBack } from '../domain/plan.ts';
import { type ReleaseId, releaseTitle } from '../domain/release.ts';
import type { Repository } from '../domain/repository.ts';
import type { DesiredTicket, TicketComment, TicketFile } from '../domain/ticket.ts';
import { desiredTicket } from '../plan/desired-ticket.ts';
import { notificationOf } from '../plan/notifications/notification-of.ts';
import { type TicketStanding, ticketStandings } from '../plan/requests/ticket-standing.ts';
import type { Pool } from '../ports/pool.ts';
import type { TicketTracker } from '../ports/ticket-tracker.ts';
import { groupsOf } from '../report/components-as-text.ts';
import { messageComments } from '../report/message-comments.ts';
import { ticketComments } from '../report/ticket-comments.ts';
import { packagesComment } from '../report/ticket-packages.ts';
import { reportComments } from '../report/ticket-reports.ts';
import type { CycleDeps } from './cycle-deps.ts';
import { makeTicket, type TicketItem } from './make-ticket.ts';
import type { MirrorFacts, Mirrors } from './mirror.ts';
import { type MirrorItem, mirrorEach } from './mirror-each.ts';
import { recogniseOnce } from './recognise-once.ts';
import { messagesByTicket, toldChanges } from './ticket-messages.ts';

const day = 86_400;

// What is larger is no document that anybody reads on a ticket.
const mostFileBytes = 8 * 1024 * 1024;

/** What tickets are made from and remembered with. */
interface TicketDeps extends Pick<CycleDeps, 'roots' | 'ledger' | 'inbox' | 'clock' | 'stop'> {
  readonly pool: Pick<Pool, 'releaseXml' | 'checksumsXml'>;
  readonly mirrors: Pick<Mirrors, 'pages'>;
}

/** Sees to it that every release has its one ticket, and that the ticket says what was written down. */
export async function mirrorTickets(deps: TicketDeps, tracker: TicketTracker, facts: MirrorFacts) {
  const messages = await deps.inbox.list();
  const byTicket = messagesByTicket(messages);
  const comments = messageComments(messages);
  const standings = ticketStandings(messages);
  const numbers = await deps.ledger.ticketNumbers();
  const tickets: TicketItem[] = [];
  for (const { release } of facts.desired.releases) {
    const remembered = numbers.get(release.id) ?? null;
    const number = release.workflow.tickets.rt ?? remembered;
    const refused = number === null ? [] : (comments.get(number) ?? []);
    const request = number === null ? null : (standings.get(number) ?? null);
    const ticket = await ticketOf(deps, release.id, { ...facts, refused, request });
    if (ticket === null) continue;
    const told = toldChanges(byTicket, number);
    tickets.push({ release, ticket, remembered, asked: request?.kind === 'open', told });
  }
  const people = recogniseOnce(
    tracker,
    tickets.map(({ ticket }) => ticket),
  );
  const { ledger } = deps;
  const items = tickets.map((item) => itemOf(item, () => makeTicket({ ledger, tracker, people }, item)));
  const notes = await mirrorEach(deps, 'tickets', items);
  return [...notes, ...people.unknown().map((sentence) => ({ subject: 'tickets', sentence }))];
}

/** What was asked for on a ticket. */
interface Asked {
  readonly refused: readonly TicketComment[];
  readonly request: TicketStanding | null;
}

async function ticketOf(
  deps: TicketDeps,
  id: ReleaseId,
  { desired, record, plan, refused, request }: MirrorFacts & Asked,
): Promise<DesiredTicket | null> {
  const found = desired.releases.find(({ release }) => release.id === id);
  const recorded = record.releases.get(id);
  if (found === undefined || recorded === undefined) return null;
  const { release, reports } = found;
  const { policy } = desired;
  const major = policy.majorReleases.get(release.content.majorRelease);
  if (major === undefined) return null;
  const held = heldBackOf(plan.heldBack, id);
  const { text: why } = notificationOf({ release, reports, policy, recorded });
  const comments = [
    ...packagesComment(release, groupsOf(plan.components, id)),
    ...ticketComments(release, recorded, { held, why }),
    ...reportComments(release, reports),
    ...refused,
  ];
  const urlOf = ({ stage, path }: Repository) => `${deps.roots[stage].url}/${path}`;
  const pages = deps.mirrors.pages(release);
  const files = await filesOf(deps, id);
  return desiredTicket({
    release,
    reports,
    policy,
    major,
    recorded,
    record,
    held,
    urlOf,
    pages,
    files,
    comments,
    request,
  });
}

function heldBackOf(held: readonly HeldBack[], release: ReleaseId): HeldBack | null {
  return held.find((each) => each.release === release) ?? null;
}

async function filesOf({ pool }: TicketDeps, release: ReleaseId): Promise<DesiredTicket['files']> {
  return {
    metadata: fileOf(await pool.releaseXml(release)),
    checksums: fileOf(await pool.checksumsXml(release)),
  };
}

function fileOf(content: Uint8Array | null): TicketFile | null {
  if (content === null || content.length === 0 || content.length > mostFileBytes) return null;
  return { sha256: sha256Of(content), content };
}

function itemOf({ ticket, asked }: TicketItem, make: MirrorItem['make']): MirrorItem {
  const { files, ...rest } = ticket;
  const digests = { metadata: files.metadata?.sha256 ?? null, checksums: files.checksums?.sha256 ?? null };
  return {
    key: ticket.release,
    subject: `ticket of ${releaseTitle(ticket.release)}`,
    digest: digestOfValue({ ...rest, files: digests, asked }),
    trustedSeconds: ticket.fields.status === 'resolved' ? 30 * day : day / 24,
    make,
  };
}
