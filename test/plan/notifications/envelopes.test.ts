import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Instant, plusSeconds } from '../../../src/domain/instant.ts';
import type { SentMail, StoredLetter } from '../../../src/domain/mail.ts';
import type { NotificationPolicy } from '../../../src/domain/notification.ts';
import { envelopesOf } from '../../../src/plan/notifications/envelopes.ts';
import { anAddress, aStoredLetter } from '../../builders/mail.ts';
import { aPolicy, someGates, someNotifications } from '../../builders/policy.ts';
import { noon } from '../../builders/release.ts';

const one = 'one@example.org';
const hour = 3600;

function policyWith(parts: Partial<NotificationPolicy>, timeZone = 'UTC') {
  return { ...aPolicy(), gates: someGates({ timeZone }), notifications: someNotifications(parts) };
}

function many(count: number, to = one): readonly StoredLetter[] {
  return Array.from({ length: count }, (_none, visit) => aStoredLetter(to, { visit }));
}

const sentTo = (to: string, at: Instant): SentMail => ({ to: anAddress(to), mail: `m-${at}`, at });
const sizes = ({ envelopes }: ReturnType<typeof envelopesOf>) =>
  envelopes.map(({ letters }) => letters.length);

describe('Mails at once', () => {
  const policy = policyWith({ perHour: 4 });

  test('carry one letter each, and the mail about one change is the same for everybody.', () => {
    const letters = [aStoredLetter(one), aStoredLetter('two@example.org'), aStoredLetter(one, { visit: 5 })];
    const { envelopes, next } = envelopesOf({ letters, sent: [], policy, now: noon });
    expect(envelopes.map(({ to, letters: [{ news }] }) => [to, news.visit])).toEqual([
      [one, 4],
      [one, 5],
      ['two@example.org', 4],
    ]);
    expect(envelopes[2]?.mail).toBe(envelopes[0]?.mail);
    expect(envelopes[1]?.mail).not.toBe(envelopes[0]?.mail);
    expect(next).toBeNull();
  });

  test('are together what would be more than an address gets in an hour, and the rest waits until the hour is over.', () => {
    expect(sizes(envelopesOf({ letters: many(4), sent: [], policy, now: noon }))).toEqual([1, 1, 1, 1]);
    expect(sizes(envelopesOf({ letters: many(9), sent: [], policy, now: noon }))).toEqual([1, 1, 1, 6]);
    const sent = [3000, 2000, 1000, 10].map((ago) => sentTo(one, plusSeconds(noon, -ago)));
    expect(envelopesOf({ letters: many(9), sent, policy, now: noon })).toEqual({
      envelopes: [],
      next: plusSeconds(noon, 600),
    });
    const later = { letters: many(9), sent, policy, now: plusSeconds(noon, 601) };
    expect(sizes(envelopesOf(later))).toEqual([9]);
    const others = sent.map((mail) => ({ ...mail, to: anAddress('two@example.org') }));
    expect(sizes(envelopesOf({ letters: many(1), sent: others, policy, now: noon }))).toEqual([1]);
  });

  test('are never longer than people and servers take.', () => {
    const due = envelopesOf({ letters: many(500), sent: [], policy: policyWith({ perHour: 1 }), now: noon });
    expect(sizes(due)).toEqual([200]);
    expect(due.next).toBe(plusSeconds(noon, hour));
  });

  test('that were tried are sent again as they were, when they are due.', () => {
    const tried = { kind: 'waiting', attempts: 1, doubts: 0, mail: 'abc', sentence: '451' } as const;
    const dueAt = plusSeconds(noon, 300);
    const letters = [
      aStoredLetter(one, { visit: 1 }, { standing: { ...tried, dueAt } }),
      aStoredLetter(one, { visit: 2 }, { standing: { ...tried, dueAt } }),
    ];
    expect(envelopesOf({ letters, sent: [], policy, now: noon })).toEqual({ envelopes: [], next: dueAt });
    const again = envelopesOf({ letters, sent: [], policy, now: dueAt });
    expect(again.envelopes.map(({ mail, letters: carried }) => [mail, carried.length])).toEqual([['abc', 2]]);
  });

  test('are never made of what is held, or being sent.', () => {
    const held = { kind: 'held', since: noon, sentence: 'no' } as const;
    const sending = { kind: 'sending', since: noon, attempts: 0, doubts: 0, mail: 'abc' } as const;
    const letters = [held, sending].map((standing, visit) => aStoredLetter(one, { visit }, { standing }));
    expect(envelopesOf({ letters, sent: [], policy, now: noon })).toEqual({ envelopes: [], next: null });
  });
});

describe('A daily mail', () => {
  const daily = { hour: 7, recipients: [anAddress(one)] };
  const inAmsterdam = policyWith({ daily }, 'Europe/Amsterdam');
  const at = (letters: readonly StoredLetter[], now: Instant) =>
    envelopesOf({ letters, sent: [], policy: inAmsterdam, now });

  test('comes at its hour on the wall, with everything since the last one, and only to those who want it.', () => {
    const letters = [...many(3), ...many(1, 'two@example.org')];
    const morning = '2026-11-23T06:00:00Z' as Instant;
    const early = at(letters, noon);
    expect(early.envelopes.map(({ to }) => to)).toEqual(['two@example.org']);
    expect(early.next).toBe(morning);
    expect(sizes(at(many(3), morning))).toEqual([3]);
  });

  test('comes once on the days on which clocks change.', () => {
    const queued = (moment: string) => [aStoredLetter(one, {}, { queuedAt: moment as Instant })];
    const when = (moment: string, wanted: number) =>
      envelopesOf({
        ...{ letters: queued(moment), sent: [], now: moment as Instant },
        policy: policyWith({ daily: { ...daily, hour: wanted } }, 'Europe/Amsterdam'),
      }).next;
    // Clocks go from 2 to 3 on 29 March 2026, and from 3 to 2 on 25 October.
    expect(when('2026-03-28T12:00:00Z', 2)).toBe('2026-03-29T01:00:00Z');
    expect(when('2026-10-24T12:00:00Z', 2)).toBe('2026-10-25T00:00:00Z');
    expect(when('2026-10-24T12:00:00Z', 7)).toBe('2026-10-25T06:00:00Z');
  });
});

test('However releases flap, no address gets more mails in an hour than it may, and no letter is lost or sent twice.', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ after: fc.integer({ min: 0, max: 900 }), count: fc.integer({ min: 0, max: 30 }) }),
        {
          minLength: 1,
          maxLength: 40,
        },
      ),
      fc.integer({ min: 1, max: 5 }),
      (bursts, perHour) => {
        const policy = policyWith({ perHour });
        let now = noon;
        let waiting: readonly StoredLetter[] = [];
        let queued = 0;
        const carried: number[] = [];
        const sent: SentMail[] = [];
        const round = () => {
          const recent = sent.filter(({ at }) => at > plusSeconds(now, -hour));
          const due = envelopesOf({ letters: waiting, sent: recent, policy, now });
          for (const { letters, mail, to } of due.envelopes) {
            carried.push(...letters.map(({ news }) => news.visit));
            sent.push({ mail, to, at: now });
            waiting = waiting.filter((letter) => !letters.includes(letter));
          }
          return due.next;
        };
        for (const { after, count } of bursts) {
          now = plusSeconds(now, after);
          const more = Array.from({ length: count }, () =>
            aStoredLetter(one, { visit: queued++ }, { queuedAt: now }),
          );
          waiting = [...waiting, ...more];
          round();
        }
        for (let next = round(); waiting.length > 0; next = round()) {
          expect(next).not.toBeNull();
          now = next ?? now;
        }
        expect(carried.sort((a, b) => a - b)).toEqual(
          Array.from({ length: queued }, (_none, index) => index),
        );
        for (const { at } of sent) {
          const inHour = sent.filter((mail) => mail.at >= at && mail.at < plusSeconds(at, hour));
          expect(inHour.length).toBeLessThanOrEqual(perHour);
        }
      },
    ),
    { numRuns: 60 },
  );
});
