import { describe, expect, test } from 'vitest';
import { plusSeconds } from '../../src/domain/instant.ts';
import type { LetterStanding } from '../../src/domain/mail.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import type { Outbox } from '../../src/ports/outbox.ts';
import { aLetter, anAddress, aStoredLetter } from '../builders/mail.ts';
import { noon } from '../builders/release.ts';

const voms = 'umd-5/voms-4.2.0' as ReleaseId;
const argus = 'umd-5/argus-1.7.5' as ReleaseId;
const one = 'one@example.org';
const two = 'two@example.org';
const later = plusSeconds(noon, 60);
const sent = (mail: string, at = noon): LetterStanding => ({ kind: 'sent', at, mail });

/** What every outbox must do; `open` starts an empty one. */
export function outboxContract(title: string, open: () => Promise<Outbox>): void {
  describe(`${title} as an outbox`, () => {
    test('Telling begins once, and what was the past then stays it.', async () => {
      const outbox = await open();
      expect(await outbox.progress()).toBeNull();
      await outbox.begin(new Map([[voms, 3]]));
      await outbox.begin(new Map([[voms, 5]]));
      expect(await outbox.progress()).toEqual(new Map([[voms, 3]]));
    });

    test('Telling begins with nothing told, too.', async () => {
      const outbox = await open();
      await outbox.begin(new Map());
      expect(await outbox.progress()).toEqual(new Map());
    });

    test('Letters are kept with how far telling has come, each once, in order of their coming.', async () => {
      const outbox = await open();
      await outbox.begin(new Map([[voms, 3]]));
      await outbox.queue([aLetter(two), aLetter(one)], new Map([[voms, 5]]), noon);
      await outbox.restand([aLetter(two)], { kind: 'held', since: later, sentence: 'no' });
      await outbox.queue([aLetter(one, { text: 'other' }), aLetter(two)], new Map([[argus, 1]]), later);
      expect(await outbox.open()).toEqual([
        aStoredLetter(two, {}, { standing: { kind: 'held', since: later, sentence: 'no' } }),
        aStoredLetter(one),
      ]);
      expect(await outbox.progress()).toEqual(
        new Map([
          [voms, 5],
          [argus, 1],
        ]),
      );
    });

    test('The same address is told of every stay, and each stays apart.', async () => {
      const outbox = await open();
      await outbox.queue(
        [aLetter(one), aLetter(one, { visit: 5 }), aLetter(one, { release: argus })],
        new Map(),
        noon,
      );
      expect((await outbox.open()).length).toBe(3);
      await outbox.drop([aLetter(one, { visit: 5 }), aLetter(two)]);
      expect(await outbox.open()).toEqual([aStoredLetter(one), aStoredLetter(one, { release: argus })]);
    });

    test('Each way of standing is kept as it is; what is gone is no failure.', async () => {
      const outbox = await open();
      const tries = { attempts: 2, doubts: 1, mail: 'm' };
      const ways: readonly LetterStanding[] = [
        { ...tries, kind: 'waiting', dueAt: later, sentence: 'the server says: 451' },
        { ...tries, kind: 'sending', since: later },
        { kind: 'held', since: later, sentence: 'the server says: 550' },
      ];
      await outbox.queue([aLetter(one)], new Map(), noon);
      for (const standing of ways) {
        await outbox.restand([aLetter(one), aLetter(two)], standing);
        expect(await outbox.open()).toEqual([aStoredLetter(one, {}, { standing })]);
      }
    });

    test('What was sent is open no more, is counted once for each mail, and is forgotten after a time, but never told again.', async () => {
      const outbox = await open();
      await outbox.begin(new Map());
      const both = [aLetter(one), aLetter(one, { visit: 5 })];
      await outbox.queue([...both, aLetter(two)], new Map([[voms, 6]]), noon);
      await outbox.restand(both, sent('digest'));
      await outbox.restand([aLetter(two)], sent('m', later));
      expect(await outbox.open()).toEqual([]);
      const mails = [
        { to: anAddress(one), mail: 'digest', at: noon },
        { to: anAddress(two), mail: 'm', at: later },
      ];
      expect(await outbox.sentSince(plusSeconds(noon, -1))).toEqual(mails);
      expect(await outbox.sentSince(noon)).toEqual(mails.slice(1));
      await outbox.forget(later);
      expect(await outbox.sentSince(plusSeconds(noon, -1))).toEqual(mails.slice(1));
      expect(await outbox.progress()).toEqual(new Map([[voms, 6]]));
    });
  });
}
