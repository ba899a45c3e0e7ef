import type { Sha256 } from '../../src/domain/digest.ts';
import type { StoredMessage } from '../../src/domain/rollout-message.ts';
import type { Inbox } from '../../src/ports/inbox.ts';

/** An inbox in memory. */
export function fakeInbox(): Inbox {
  let messages: readonly (StoredMessage & { readonly signed: Sha256 })[] = [];
  const plain = ({ signed, ...message }: StoredMessage & { readonly signed: Sha256 }): StoredMessage =>
    message;
  return {
    keep: async (message, signed) => {
      const before = messages.find((each) => each.delivery === message.delivery || each.signed === signed);
      if (before !== undefined) return { kept: plain(before), isNew: false };
      messages = [...messages, { ...message, signed }];
      return { kept: message, isNew: true };
    },
    list: async (kinds) =>
      messages.filter(({ standing }) => kinds === undefined || kinds.includes(standing.kind)).map(plain),
    find: async (delivery) => {
      const found = messages.find((each) => each.delivery === delivery);
      return found === undefined ? null : plain(found);
    },
    restand: async (delivery, standing) => {
      messages = messages.map((each) => (each.delivery === delivery ? { ...each, standing } : each));
    },
    forget: async (before) => {
      const open = ['received', 'waiting'];
      messages = messages.filter(
        ({ receivedAt, standing }) => receivedAt >= before || open.includes(standing.kind),
      );
    },
  };
}
