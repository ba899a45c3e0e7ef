import { describe, expect, test } from 'vitest';
import { sha256Of } from '../../src/domain/digest.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import type { StoredMessage } from '../../src/domain/rollout-message.ts';
import type { Inbox } from '../../src/ports/inbox.ts';
import { noon } from '../builders/release.ts';

function aMessage(delivery: string, parts: Partial<StoredMessage> = {}): StoredMessage {
  return {
    delivery,
    receivedAt: noon,
    body: `{"about":"${delivery}"}`,
    standing: { kind: 'waiting', release: null },
    ...parts,
  };
}

/** What every inbox must do; `open` starts an empty one. */
export function inboxContract(title: string, open: () => Promise<Inbox>): void {
  describe(`${title} as an inbox`, () => {
    test('A message is kept once, by its delivery and by what was signed; the first one counts.', async () => {
      const inbox = await open();
      const first = aMessage('1-1');
      expect(await inbox.keep(first, sha256Of('a'))).toEqual({ kept: first, isNew: true });
      const renewed = aMessage('1-1', { receivedAt: plusSeconds(noon, 60) });
      expect(await inbox.keep(renewed, sha256Of('b'))).toEqual({ kept: first, isNew: false });
      expect(await inbox.keep(aMessage('1-2'), sha256Of('a'))).toEqual({ kept: first, isNew: false });
      expect(await inbox.list()).toEqual([first]);
    });

    test('Messages are listed in order of arrival, all or by how they stand.', async () => {
      const inbox = await open();
      const refused = aMessage('9-1', { standing: { kind: 'refused', reasons: ['one', 'two'] } });
      const waiting = aMessage('1-1', { standing: { kind: 'waiting', release: null } });
      await inbox.keep(refused, sha256Of('a'));
      await inbox.keep(waiting, sha256Of('b'));
      expect(await inbox.list()).toEqual([refused, waiting]);
      expect(await inbox.list(['waiting', 'received'])).toEqual([waiting]);
      expect(await inbox.find('9-1')).toEqual(refused);
      expect(await inbox.find('none')).toBeNull();
    });

    test('How a message stands can change, and one that is gone is no failure.', async () => {
      const inbox = await open();
      await inbox.keep(aMessage('1-1'), sha256Of('a'));
      await inbox.restand('1-1', { kind: 'dropped', operator: 'on-call' });
      await inbox.restand('none', { kind: 'received' });
      expect(await inbox.list(['dropped'])).toEqual([
        aMessage('1-1', { standing: { kind: 'dropped', operator: 'on-call' } }),
      ]);
    });

    test('What ended before a moment is forgotten, and what somebody has to deal with is not.', async () => {
      const inbox = await open();
      await inbox.keep(aMessage('1-1'), sha256Of('a'));
      await inbox.keep(aMessage('1-2', { standing: { kind: 'settled', why: 'so' } }), sha256Of('b'));
      const later = plusSeconds(noon, 60);
      const late = aMessage('1-3', { receivedAt: later, standing: { kind: 'settled', why: 'so' } });
      await inbox.keep(late, sha256Of('c'));
      await inbox.forget(later);
      expect((await inbox.list()).map(({ delivery }) => delivery)).toEqual(['1-1', '1-3']);
    });
  });
}
