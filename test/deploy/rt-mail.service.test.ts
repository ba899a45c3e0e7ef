import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { emptyRecord } from '../../src/domain/record.ts';
import type { ReleaseId, StateName } from '../../src/domain/release.ts';
import type { DesiredTicket, TicketPerson } from '../../src/domain/ticket.ts';
import { desiredTicket as ticketFor } from '../../src/plan/desired-ticket.ts';
import { notificationOf } from '../../src/plan/notifications/notification-of.ts';
import { makeTicket } from '../../src/reconcile/make-ticket.ts';
import { recogniseOnce } from '../../src/reconcile/recognise-once.ts';
import { ticketComments } from '../../src/report/ticket-comments.ts';
import { realTracker } from '../adapters/rt/real-tracker.ts';
import { aMajorRelease } from '../builders/policy.ts';
import { aReport } from '../builders/release.ts';
import { fakeLedger } from '../fakes/ledger.ts';
import { factsOf, type Situation } from '../plan/notifications/facts.ts';

const rt = realTracker();
const folder = () => join(rt.dir(), 'mail');

beforeAll(() => mkdirSync(folder()));

/** Who is in the groups of test-users.pl. */
const members: ReadonlyMap<string, string> = new Map([
  ['sw-rel-qc', 'quentin@rt.test'],
  ['sw-rel-sr', 'rosa@rt.test'],
  ['sw-rel-production', 'paula@rt.test'],
  ['sw-rel-admin', 'alice@rt.test'],
]);

const readers = (people: readonly TicketPerson[]) =>
  people.map(({ name }) => members.get(name) ?? name).sort();

interface Mail {
  readonly subject: string;
  readonly to: readonly string[];
  readonly text: string;
}

/** What RT has written since it was asked last. */
function newMails(): readonly Mail[] {
  const files = readdirSync(folder()).sort();
  return files.map((name) => {
    const text = readFileSync(join(folder(), name), 'utf8');
    rmSync(join(folder(), name));
    const [head = ''] = text.split(/\r?\n\r?\n/);
    const lines = head.replace(/\r?\n\s+/g, ' ').split(/\r?\n/);
    const value = (field: string) =>
      lines
        .find((line) => line.toLowerCase().startsWith(`${field.toLowerCase()}: `))
        ?.slice(field.length + 2) ?? '';
    const to = ['To', 'Cc', 'Bcc'].flatMap((field) => value(field).match(/[\w.+-]+@[\w.-]+/g) ?? []);
    return { subject: value('Subject'), to: to.sort(), text };
  });
}

/** The ticket of a release that has come to a state, as the mirror makes it. */
function wanted(state: StateName, situation: Situation): DesiredTicket {
  const facts = factsOf(state, situation);
  const { release, recorded } = facts;
  const id = `umd-5/voms-4.2.0-${state.toLowerCase()}` as ReleaseId;
  const { text: why } = notificationOf(facts);
  const ticket = ticketFor({
    ...facts,
    major: aMajorRelease(),
    record: emptyRecord,
    held: null,
    request: null,
    urlOf: () => '',
    pages: [],
    files: { metadata: null, checksums: null },
    comments: ticketComments(release, recorded, { held: null, why }),
  });
  return { ...ticket, release: id };
}

async function mirror(ticket: DesiredTicket, state: StateName) {
  const tracker = rt.as('stagepost');
  const people = recogniseOnce(tracker, [ticket]);
  const { release } = factsOf(state);
  const item = { release, ticket, remembered: null, asked: false, told: new Set<number>() };
  expect(await makeTicket({ ledger: fakeLedger(), tracker, people }, item)).toEqual([]);
}

const lists = { stackLists: new Map([['emi', 'emi-adopters@example.org']]) };
const accepted = [aReport('lip', { state: 'accepted' })];

describe('Request Tracker mails to those in Cc what the matrix says, once and with the reason:', () => {
  test.each<[StateName, Situation, RegExp]>([
    ['Submitted', {}, /voms 4\.2\.0 is in Submitted\./],
    ['Unverified', {}, /voms 4\.2\.0 is in Unverified\./],
    ['InVerification', {}, /is in InVerification\./],
    ['WaitingForResponse', { reason: 'which glibc?' }, /is in WaitingForResponse: which glibc\?/],
    ['StageRollout', { reports: accepted }, /is in StageRollout\./],
    ['Deferred', {}, /is in Deferred\./],
    ['Production', { rolledOut: true, reports: accepted }, /ended as Production/],
    [
      'Rejected',
      { rolledOut: true, reason: 'it crashes', reports: accepted },
      /ended as Rejected.*: it crashes/,
    ],
    ['Ignored', { reason: 'no such platform' }, /ended as Ignored: no such platform/],
    ['NotPublished', { rolledOut: true, reason: 'a newer one is there' }, /a newer one is there/],
    ['Failed', { failed: 'checksum-mismatch' }, /failed\. Packages are where they were/],
  ])('of %s, to everybody whom its row names.', async (state, situation, words) => {
    const notifications = { ...situation.notifications, ...lists };
    const ticket = wanted(state, { ...situation, notifications });
    newMails();
    await mirror(ticket, state);
    const mails = newMails();
    const { cc, adminCc } = ticket.watchers;
    const own = mails.filter(({ subject }) => subject.includes('for UMD 5: '));
    expect(own.map(({ to }) => to)).toEqual(cc.length === 0 ? [] : [readers(cc)]);
    for (const { text } of own) {
      expect(text).toMatch(words);
      expect(text).toContain(`Ticket:   ${rt.url()}/Ticket/Display.html?id=`);
      expect(text).not.toContain('[stagepost:');
    }
    // R95: administrators and watchers have it from RT's own scrip.
    const behind = new Set(mails.filter((mail) => !own.includes(mail)).flatMap(({ to }) => to));
    for (const reader of readers(adminCc)) expect(behind).toContain(reader);
    // Nothing is said twice, whatever happens to the ticket.
    await mirror(ticket, state);
    expect(newMails()).toEqual([]);
  });
});
