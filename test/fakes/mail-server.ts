import { Buffer } from 'node:buffer';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';

/** What the server does about a recipient, instead of taking the mail. */
export type MailFault =
  /** Asks to come back later, once. */
  | 'greylist'
  | 'no-such-user'
  /** Asks to come back later when it has read the mail. */
  | 'busy-after-data'
  /** Reads the mail, keeps it, and ends the connection without an answer; once. */
  | 'lost-after-data'
  /** The same every time. */
  | 'always-lost-after-data'
  /** Keeps the mail and never answers; once. */
  | 'hangs-after-data';

/** A mail as it came. */
export interface ReceivedMail {
  readonly from: string;
  /** Of the envelope. */
  readonly to: readonly string[];
  /** Names in lower case; unfolded, and not decoded. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly html: string;
  readonly raw: string;
}

/** A mail server that keeps what it takes and does what it is told. */
export interface MailServer {
  readonly port: number;
  readonly received: ReceivedMail[];
  readonly faults: Map<string, MailFault>;
  /** Whether it is asked for at all: a server that is down refuses connections. */
  stop(): Promise<void>;
}

/** Starts one on the loopback; without encryption unless the options say how. */
export async function startMailServer(options: SMTPServerOptions = {}, port = 0): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const faults = new Map<string, MailFault>();
  const server = new SMTPServer({
    ...{ authOptional: options.onAuth === undefined, disableReverseLookup: true, logger: false },
    ...(options.key === undefined ? { disabledCommands: ['STARTTLS'] } : {}),
    ...{ closeTimeout: 1000 },
    onRcptTo: ({ address }, _session, done) => {
      const fault = faults.get(address);
      if (fault === 'greylist') faults.delete(address);
      if (fault === 'greylist') return done(answer(451, 'come back later'));
      if (fault === 'no-such-user') return done(answer(550, 'no such user here'));
      return done();
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const [to] = session.envelope.rcptTo.map(({ address }) => address);
        const fault = faults.get(to ?? '');
        if (fault === 'busy-after-data') return done(answer(452, 'no room now'));
        received.push(mailOf(Buffer.concat(chunks).toString('utf8'), session));
        if (fault === undefined) return done();
        if (fault !== 'always-lost-after-data') faults.delete(to ?? '');
        return fault === 'hangs-after-data' ? undefined : hangUp(server);
      });
    },
    ...options,
  });
  // A client that goes in the middle is no matter of the server.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    faults,
    stop: () =>
      new Promise((resolve) => {
        hangUp(server);
        server.close(() => resolve());
      }),
  };
}

function hangUp(server: SMTPServer): void {
  for (const { _socket } of server.connections as unknown as Iterable<{ _socket: { destroy(): void } }>)
    _socket.destroy();
}

function answer(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

function mailOf(raw: string, { envelope: { mailFrom, rcptTo } }: SMTPServerSession): ReceivedMail {
  const from = mailFrom ? mailFrom.address : '';
  const to = rcptTo.map(({ address }) => address);
  const { headers, body } = split(raw);
  const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')?.[1];
  const parts = boundary === undefined ? [raw] : body.split(`--${boundary}`).map(partText);
  const partOf = (type: string) => {
    const found = parts.map(split).find((part) => part.headers.get('content-type')?.startsWith(type));
    return found === undefined ? '' : decoded(found);
  };
  return { from, to, headers, raw, text: partOf('text/plain'), html: partOf('text/html') };
}

/** The line break before a boundary belongs to the boundary. */
function partText(part: string): string {
  return part.trimStart().replace(/\r\n$/, '');
}

function split(raw: string) {
  const end = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
  const headers = new Map(
    head.split('\r\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  return { headers, body: raw.slice(end + 4) };
}

function decoded({ headers, body }: ReturnType<typeof split>): string {
  const encoding = headers.get('content-transfer-encoding');
  const text = encoding === 'base64' ? Buffer.from(body, 'base64').toString('utf8') : body;
  if (encoding !== 'quoted-printable') return text.replaceAll('\r\n', '\n');
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n');
}
