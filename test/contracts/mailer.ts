import { beforeEach, describe, expect, test } from 'vitest';
import type { Mailer } from '../../src/ports/mailer.ts';
import { aMail, anAddress } from '../builders/mail.ts';

/** What a server does about a recipient. */
export type ServerFault = 'greylist' | 'no-such-user' | 'lost-after-data';

/** A mailer under test, and the server behind it. */
export interface MailerBench {
  readonly mailer: Mailer;
  readonly arrived: () => readonly { readonly to: string; readonly id: string; readonly subject: string }[];
  readonly fault: (to: string, fault: ServerFault) => void;
  readonly goDown: () => Promise<void>;
}

/** What every mailer promises; `open` starts a server that has taken nothing. */
export function mailerContract(title: string, open: () => Promise<MailerBench>): void {
  describe(`${title} as a mailer`, () => {
    let bench: MailerBench;
    beforeEach(async () => {
      bench = await open();
    });

    test('Nothing keeps it from being used, and asking that sends nothing.', async () => {
      expect(await bench.mailer.problems()).toEqual([]);
      expect(bench.arrived()).toEqual([]);
    });

    test('A mail arrives once, at the one it is for, under its own identity.', async () => {
      expect(await bench.mailer.send(aMail('a1'))).toEqual({ kind: 'accepted' });
      const { subject } = aMail('a1');
      expect(bench.arrived()).toEqual([{ to: 'watcher@example.org', id: 'a1', subject }]);
    });

    test('What the server wants later is deferred, and taken then.', async () => {
      bench.fault('watcher@example.org', 'greylist');
      expect(await bench.mailer.send(aMail('a1'))).toMatchObject({
        kind: 'deferred',
        sentence: expect.stringContaining('451 come back later'),
      });
      expect(bench.arrived()).toEqual([]);
      expect(await bench.mailer.send(aMail('a1'))).toEqual({ kind: 'accepted' });
    });

    test('What is refused for one recipient is taken for another.', async () => {
      bench.fault('watcher@example.org', 'no-such-user');
      expect(await bench.mailer.send(aMail('a1'))).toMatchObject({
        kind: 'refused',
        sentence: expect.stringContaining('550 no such user'),
      });
      const other = anAddress('other@example.org');
      expect(await bench.mailer.send(aMail('a1', { to: other }))).toEqual({ kind: 'accepted' });
      expect(bench.arrived().map(({ to }) => to)).toEqual(['other@example.org']);
    });

    test('A connection that ends after the mail leaves it unclear; sent again it has the same identity.', async () => {
      bench.fault('watcher@example.org', 'lost-after-data');
      expect(await bench.mailer.send(aMail('a1'))).toMatchObject({ kind: 'unclear' });
      expect(await bench.mailer.send(aMail('a1'))).toEqual({ kind: 'accepted' });
      expect(bench.arrived().map(({ id }) => id)).toEqual(['a1', 'a1']);
    });

    test('A server that is down cannot be reached, and says nothing about the recipient.', async () => {
      await bench.goDown();
      expect(await bench.mailer.send(aMail('a1'))).toMatchObject({ kind: 'unreachable' });
      expect(await bench.mailer.problems()).toEqual([expect.stringContaining('mail server')]);
      expect(bench.arrived()).toEqual([]);
    });
  });
}
