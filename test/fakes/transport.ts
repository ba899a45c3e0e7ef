import type { FileTransport, OpenedFile, Resumption } from '../../src/ports/file-transport.ts';

/** What a server does when it is asked once: what it says, what it sends, and how it ends. */
export interface Turn {
  readonly from?: number;
  readonly size?: number | null;
  readonly validator?: string | null;
  readonly sends?: string;
  /** After what it has sent; otherwise the file is at its end. */
  readonly ends?: 'breaks' | 'is silent';
  /** Instead of an answer. */
  readonly refuses?: unknown;
  /** There is no such file. */
  readonly hasNone?: true;
}

/** A server that plays its turns in order, whoever asks, and keeps what it was asked. */
export function playedTransport(turns: readonly Turn[]) {
  const asked: { readonly path: string; readonly resumption: Resumption | null }[] = [];
  const sessions: { closed: boolean }[] = [];
  const transport: FileTransport = {
    protocol: 'https',
    mostSessions: 1,
    connect: ({ address, find }) => {
      const session = { closed: false };
      const ended = Promise.withResolvers<never>();
      ended.promise.catch(() => undefined);
      sessions.push(session);
      return {
        open: async (path, resumption) => {
          await find(address);
          const turn = turns[asked.length] ?? { hasNone: true };
          asked.push({ path, resumption });
          if (turn.refuses !== undefined) throw turn.refuses;
          return turn.hasNone === true ? null : answerOf(turn, ended.promise);
        },
        close: () => {
          session.closed = true;
          ended.reject(new Error('closed'));
        },
      };
    },
  };
  return { transport, asked, sessions };
}

function answerOf(turn: Turn, closed: Promise<never>): OpenedFile {
  const { from = 0, size = null, validator = null } = turn;
  return { from, size, validator, body: bodyOf(turn, closed), abandon: () => undefined };
}

async function* bodyOf({ sends = '', ends }: Turn, closed: Promise<never>): AsyncGenerator<Uint8Array> {
  if (sends !== '') yield Buffer.from(sends);
  if (ends === 'breaks') throw new Error('the connection broke');
  if (ends === 'is silent') await closed;
}
