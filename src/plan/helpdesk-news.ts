import type { HelpdeskNews, HelpdeskPolicy } from '../domain/helpdesk.ts';
import { type Instant, plusSeconds } from '../domain/instant.ts';
import { isEndState } from '../domain/lifecycle.ts';
import { zoneOf } from '../domain/local-time.ts';
import type { Visit } from '../domain/record.ts';
import { dueAt } from '../domain/time-limits.ts';
import { asOf } from './notifications/letters-of.ts';
import { type NotificationFacts, notificationOf, toldOf } from './notifications/notification-of.ts';

// What is older is the past: a host that begins to speak to a helpdesk does not tell of it.
const toldForDays = 30;
const reminderDays = [5, 10] as const;
const day = 86_400;

/**
 * What the provider's ticket has to say of a release: every state of which the matrix tells the provider, every end (R23),
 * what closes the ticket (C23), and reminders while the release waits for the provider. The same facts give the same news.
 */
export function helpdeskNews(facts: NotificationFacts, now: Instant): readonly HelpdeskNews[] {
  const { visits } = facts.recorded;
  const stays = visits.flatMap((stay, visit) => newsOf(facts, stay, visit));
  const news = [...stays, ...reminders(facts, now)];
  return news.filter((each) => momentOf(each) > plusSeconds(now, -toldForDays * day));
}

function newsOf(facts: NotificationFacts, { state, entered }: Visit, visit: number): readonly HelpdeskNews[] {
  const then = { ...facts, recorded: asOf(facts.recorded, visit) };
  const closes = endsWith(state, facts.policy.helpdesk);
  const isTold = toldOf(then).told.some(({ group }) => group === 'provider');
  if (!isTold && !closes) return [];
  return [{ kind: 'stay', visit, state, entered, text: notificationOf(then).text, closes }];
}

function endsWith(state: Visit['state'], { closeAt }: HelpdeskPolicy): boolean {
  return isEndState(state) || (closeAt === 'injection' && state === 'Unverified');
}

function reminders({ recorded, policy }: NotificationFacts, now: Instant): readonly HelpdeskNews[] {
  const visit = recorded.visits.length - 1;
  const { state, entered } = recorded.visits[visit] ?? recorded.visits[0];
  const zone = zoneOf(policy.gates.timeZone);
  if (state !== 'WaitingForResponse' || zone === undefined) return [];
  return reminderDays
    .filter((days) => dueAt(entered, { days, working: true }, zone) <= now)
    .map((days) => ({ kind: 'reminder', visit, since: entered, days }));
}

function momentOf(news: HelpdeskNews): Instant {
  return news.kind === 'stay' ? news.entered : news.since;
}
