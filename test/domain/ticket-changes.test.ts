import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plusSeconds } from '../../src/domain/instant.ts';
import type { DesiredTicket, ObservedTicket, TicketPerson } from '../../src/domain/ticket.ts';
import { isUnchanged, ticketChanges, whileAsked } from '../../src/domain/ticket-changes.ts';
import { noon } from '../builders/release.ts';
import { desiredTicket, noChanges, ticketFields } from '../builders/ticket.ts';

const user = (name: string): TicketPerson => ({ kind: 'user', name });

/** The ticket as it should be, with some of it otherwise. */
function seen(desired: DesiredTicket, otherwise: Partial<ObservedTicket> = {}): ObservedTicket {
  const { release, fields, owner, watchers, links, files, comments } = desired;
  return {
    number: 7,
    version: '1',
    release,
    fields,
    owner: owner?.person ?? null,
    watchers,
    links,
    files: { metadata: files.metadata?.sha256 ?? null, checksums: files.checksums?.sha256 ?? null },
    comments: new Set(comments.map(({ key }) => key)),
    ...otherwise,
  };
}

describe('the owner of a ticket (R28)', () => {
  const desired = desiredTicket('umd-5/voms-4.2.0', { owner: { person: user('quentin'), since: noon } });
  const bob = seen(desired, { owner: user('bob') });
  const given = (seconds: number) => ({ edits: [], given: plusSeconds(noon, seconds) });

  test('is the one of the phase, unless somebody gave the ticket on within the phase', () => {
    expect(ticketChanges(desired, seen(desired))).toEqual(noChanges);
    expect(ticketChanges(desired, bob).owner).toEqual(user('quentin'));
    expect(ticketChanges(desired, bob, given(-1)).owner).toEqual(user('quentin'));
    expect(isUnchanged(ticketChanges(desired, bob, given(0)))).toBe(true);
  });

  test('is never nobody where policy names one, and nobody where it names none', () => {
    const left = seen(desired, { owner: null });
    expect(ticketChanges(desired, left, given(60)).owner).toEqual(user('quentin'));
    const nobody = { ...desired, owner: { person: null, since: noon } };
    expect(ticketChanges(nobody, bob).owner).toBeNull();
    expect(isUnchanged(ticketChanges(nobody, bob, given(60)))).toBe(true);
  });

  test('is left alone before and after the phases', () => {
    expect(isUnchanged(ticketChanges({ ...desired, owner: null }, bob))).toBe(true);
  });
});

describe('the status of a ticket (R22)', () => {
  const fields = ticketFields({ status: 'new', rolloutProgress: 'Submitted' });
  const desired = desiredTicket('umd-5/voms-4.2.0', { fields });

  test('is new until somebody is assigned', () => {
    expect(isUnchanged(ticketChanges(desired, seen(desired)))).toBe(true);
    const taken = seen(desired, { owner: user('rosa') });
    expect(ticketChanges(desired, taken).fields).toEqual({ status: 'open' });
  });

  test('stays open where somebody has answered already', () => {
    const answered = seen(desired, { fields: { ...fields, status: 'open' } });
    expect(isUnchanged(ticketChanges(desired, answered))).toBe(true);
    const closed = seen(desired, { fields: { ...fields, status: 'rejected' } });
    expect(ticketChanges(desired, closed).fields).toEqual({ status: 'new' });
  });
});

test('Those who are told are the same in any order and case, and links of people stay.', () => {
  const people = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 });
  fc.assert(
    fc.property(people, people, (cc, others) => {
      const desired = desiredTicket('umd-5/voms-4.2.0', {
        watchers: { cc: cc.map(user), adminCc: [] },
        links: ['https://x/'],
      });
      const there = cc.toReversed().map((name) => user(name.toUpperCase()));
      const same = seen(desired, {
        watchers: { cc: there, adminCc: [] },
        links: ['https://theirs/', 'https://x/'],
      });
      expect(isUnchanged(ticketChanges(desired, same))).toBe(true);
      const found = seen(desired, { watchers: { cc: others.map(user), adminCc: [] } });
      const isSame = cc.length === others.length && cc.every((name) => others.includes(name));
      expect(isUnchanged(ticketChanges(desired, found))).toBe(isSame);
    }),
  );
});

test('While somebody asks for a state on a ticket, theirs stands there and is not yet true; all else is as ever.', () => {
  const desired = desiredTicket('umd-5/voms-4.2.0');
  const asked = seen(desired, {
    fields: {
      ...desired.fields,
      rolloutProgress: 'Production',
      stageRolloutReport: 'https://r/',
      subject: 'x',
    },
  });
  expect(ticketChanges(whileAsked(desired, asked), asked).fields).toEqual({
    subject: desired.fields.subject,
    communicationStatus: 'Pending',
  });
});
