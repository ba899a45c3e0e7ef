import { PassThrough } from 'node:stream';
import { Client, FTPError } from 'basic-ftp';
import { StagepostError } from '../../domain/failure.ts';
import type { FileTransport, OpenedFile, Resumption, TransportSession } from '../../ports/file-transport.ts';

type Server = Parameters<FileTransport['connect']>[0];

const mostSilenceMs = 20_000;
const anonymous = { user: 'anonymous', password: 'stagepost@', secure: false } as const;

// RFC 959, 4.2: no such file, or none for us; and a refused login.
const missing = 550;
const notLoggedIn = [530, 532];

/**
 * Fetches by ftp, anonymously and in clear text: the pinned digest is what makes that harmless. Passive mode only, and
 * data only from the address that was checked, whatever address a server names for them.
 */
export const ftpTransport: FileTransport = {
  protocol: 'ftp',
  // Many servers take few connections from one client.
  mostSessions: 1,
  connect: (server) => {
    let client: Client | null = null;
    let closed = false;
    const begin = (): Client => {
      if (closed) throw new Error('the session is closed');
      client = new Client(mostSilenceMs, { allowSeparateTransferHost: false });
      return client;
    };
    const session: TransportSession = {
      open: async (path, resumption) => {
        const open = client === null || client.closed ? await logIn(server, begin) : client;
        return openFile(open, path.slice(1), resumption);
      },
      close: () => {
        closed = true;
        client?.close();
      },
    };
    return session;
  },
};

async function logIn({ address, find }: Server, begin: () => Client): Promise<Client> {
  const { protocol, host, port } = address;
  let broken: unknown;
  for (const at of await find({ protocol, host, port })) {
    const client = begin();
    try {
      await client.access({ host: at, port, ...anonymous });
      return client;
    } catch (error) {
      client.close();
      broken = error;
      if (error instanceof FTPError && notLoggedIn.includes(error.code)) throw closedToAnybody(host, error);
    }
  }
  throw broken;
}

async function openFile(
  client: Client,
  path: string,
  resumption: Resumption | null,
): Promise<OpenedFile | null> {
  const size = await askNumber(client, `SIZE ${path}`);
  const modified = await askNumber(client, `MDTM ${path}`);
  const validator = size === null || modified === null ? null : `${size} ${modified}`;
  const from = resumption !== null && resumption.validator === validator ? resumption.from : 0;
  const stream = new PassThrough();
  const ended = client.downloadTo(stream, path, from).then(
    () => null,
    (error: unknown) => ({ error }),
  );
  const chunks = stream[Symbol.asyncIterator]();
  const first = await chunks.next();
  const failed = first.done === true ? await ended : null;
  if (failed !== null) {
    if (failed.error instanceof FTPError && failed.error.code === missing) return null;
    throw failed.error;
  }
  return { from, size, validator, body: bodyOf(first, chunks, ended), abandon: () => client.close() };
}

/** The bytes; the stream ends in the same way whether the file did or the connection, so that its end is asked after. */
async function* bodyOf(
  first: IteratorResult<Uint8Array>,
  others: AsyncIterableIterator<Uint8Array>,
  ended: Promise<{ readonly error: unknown } | null>,
): AsyncGenerator<Uint8Array> {
  if (first.done !== true) yield first.value;
  yield* others;
  const failed = await ended;
  if (failed !== null) throw failed.error;
}

// RFC 3659: `213` and the answer. Not every server knows these questions.
async function askNumber(client: Client, command: string): Promise<number | null> {
  const { code, message } = await client.sendIgnoringError(command);
  const [, digits] = /^213 ([0-9]{1,15})/.exec(message) ?? [];
  return code === 213 && digits !== undefined ? Number(digits) : null;
}

function closedToAnybody(host: string, error: FTPError): StagepostError {
  return new StagepostError(
    {
      code: 'provider-unreachable',
      message: `${host} lets nobody in without a password: ${error.message}`,
      hint: 'Ask the provider to serve the release to the user anonymous.',
    },
    { cause: error },
  );
}
