import { digestOfValue } from '../domain/digest.ts';
import { type DesiredHelpdeskTicket, missingArticles } from '../domain/helpdesk.ts';
import type { Instant } from '../domain/instant.ts';
import { isEndState } from '../domain/lifecycle.ts';
import type { MirrorNote } from '../domain/mirrored.ts';
import { releaseTitle } from '../domain/release.ts';
import { helpdeskNews } from '../plan/helpdesk-news.ts';
import type { Helpdesk } from '../ports/helpdesk.ts';
import { helpdeskArticles } from '../report/helpdesk-articles.ts';
import type { CycleDeps } from './cycle-deps.ts';
import type { MirrorFacts, Mirrors } from './mirror.ts';
import { type MirrorItem, mirrorEach } from './mirror-each.ts';

const day = 86_400;

interface HelpdeskDeps extends Pick<CycleDeps, 'ledger' | 'clock' | 'stop'> {
  readonly mirrors: Pick<Mirrors, 'pages'>;
}

/** Sees to it that the ticket of every provider says what became of the release, for releases whose file names one. */
export async function mirrorHelpdesk(
  deps: HelpdeskDeps,
  helpdesk: Helpdesk,
  facts: MirrorFacts,
): Promise<readonly MirrorNote[]> {
  const now = deps.clock.now();
  const items = facts.desired.releases.flatMap(({ release }) => {
    const ticket = ticketOf(deps, facts, { id: release.id, now });
    return ticket === null ? [] : [itemOf(helpdesk, ticket, facts)];
  });
  return mirrorEach(deps, 'helpdesk', items);
}

function ticketOf(
  { mirrors }: HelpdeskDeps,
  { desired, record }: MirrorFacts,
  { id, now }: { readonly id: DesiredHelpdeskTicket['release']; readonly now: Instant },
): DesiredHelpdeskTicket | null {
  const found = desired.releases.find(({ release }) => release.id === id);
  const recorded = record.releases.get(id);
  const number = found?.release.workflow.tickets.helpdesk ?? null;
  if (found === undefined || recorded === undefined || number === null) return null;
  const { release, reports } = found;
  const news = helpdeskNews({ release, reports, recorded, policy: desired.policy }, now);
  // What was told long ago may be merged and deleted since.
  if (news.length === 0) return null;
  return { release: id, number, articles: helpdeskArticles(release, news, mirrors.pages(release)) };
}

function itemOf(helpdesk: Helpdesk, ticket: DesiredHelpdeskTicket, { record }: MirrorFacts): MirrorItem {
  const observed = record.releases.get(ticket.release)?.observed;
  return {
    key: ticket.release,
    subject: `helpdesk ticket of ${releaseTitle(ticket.release)}`,
    digest: digestOfValue({ ...ticket }),
    trustedSeconds: observed !== undefined && isEndState(observed.state) ? 30 * day : day,
    make: () => tellAll(helpdesk, ticket),
  };
}

/** What is missing is told, oldest first, and looked for again: an answer that came late may have been a yes. */
async function tellAll(helpdesk: Helpdesk, ticket: DesiredHelpdeskTicket): Promise<readonly string[]> {
  const { number } = ticket;
  const before = await helpdesk.find(number);
  if (before === null)
    return [`there is no ticket ${number}; correct tickets.helpdesk in the release file, or take it out`];
  const missing = missingArticles(ticket, before);
  if (missing.length === 0) return [];
  for (const article of missing) await helpdesk.tell(number, article);
  const after = await helpdesk.find(number);
  const left = after === null ? missing : missingArticles(ticket, after);
  return left.map(({ key }) => `ticket ${number} does not show the article ${key}`);
}
