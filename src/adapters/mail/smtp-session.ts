import { isIP } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailAddress } from '../../domain/mail.ts';
import type { MailServerAccess } from './mail-server-access.ts';
import { readPassword } from './read-password.ts';

const farewellMs = 2000;

/** How far a session had come when it failed. */
export interface SessionFailure {
  readonly error: unknown;
  /** Whether the server had been given bytes of the message, so that it may have taken it. */
  readonly handedOver: boolean;
}

/** What is handed over: to whom, and the bytes. */
export interface Handover {
  readonly to: MailAddress;
  readonly message: Uint8Array;
}

/** Speaks with the server as far as the login, and hands a message over where there is one; null when all went well. */
export async function speak(
  access: MailServerAccess,
  handover: Handover | null,
): Promise<SessionFailure | null> {
  let handedOver = false;
  try {
    const connection = await openConnection(access);
    await limited(connection, access, async () => {
      await called((done) => connection.connect(done));
      await logIn(connection, access);
      if (handover === null) return;
      const { to, message } = handover;
      const content = Readable.from(
        (async function* () {
          handedOver = true;
          yield message;
        })(),
      );
      const envelope = { from: access.from, to: [to], size: message.byteLength };
      await called((done) => connection.send(envelope, content, (error) => done(error)));
    });
    return null;
  } catch (error) {
    return { error, handedOver };
  }
}

async function openConnection(access: MailServerAccess): Promise<SMTPConnection> {
  const { server, port, encryption, timeoutSeconds } = access;
  const milliseconds = timeoutSeconds * 1000;
  const ca = encryption === 'none' ? [] : [...(await access.authorities())];
  return new SMTPConnection({
    ...{ host: server, port, secure: encryption === 'implicit' },
    // Nobody between us may talk the server out of it.
    ...{ requireTLS: encryption === 'starttls', ignoreTLS: encryption === 'none', opportunisticTLS: false },
    ...{ connectionTimeout: milliseconds, greetingTimeout: milliseconds, socketTimeout: milliseconds },
    ...{ dnsTimeout: milliseconds, socketCloseTimeout: 0, maxResponseSize: 64 * 1024 },
    tls: {
      ca,
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
      ...(isIP(server) ? {} : { servername: server }),
    },
    logger: false,
  });
}

async function logIn(connection: SMTPConnection, { login, files }: MailServerAccess): Promise<void> {
  if (login === null) return;
  const password = await readPassword(files, login.secretFile);
  const credentials = { user: login.user, pass: password.reveal() };
  await called((done) => connection.login({ credentials }, done));
}

/** Ends the connection in every case: whatever a server does, it has us for so many seconds only. */
async function limited(
  connection: SMTPConnection,
  { timeoutSeconds, stop }: Pick<MailServerAccess, 'timeoutSeconds' | 'stop'>,
  work: () => Promise<void>,
): Promise<void> {
  const ended = Promise.withResolvers<never>();
  const tooLate = () => ended.reject(new Error(`no end within ${timeoutSeconds} s`));
  const asked = () => ended.reject(new Error('this program was asked to end'));
  const timer = setTimeout(tooLate, timeoutSeconds * 1000);
  stop?.addEventListener('abort', asked);
  if (stop?.aborted === true) asked();
  connection.on('error', (error) => ended.reject(error));
  connection.once('end', () => ended.reject(new Error('the server closed the connection')));
  try {
    await Promise.race([work(), ended.promise]);
    await farewell(connection);
  } finally {
    clearTimeout(timer);
    stop?.removeEventListener('abort', asked);
    ended.promise.catch(() => undefined);
    connection.close();
  }
}

/** A server that is not told the end counts the connection as broken; one that does not answer is not waited for. */
async function farewell(connection: SMTPConnection): Promise<void> {
  const ended = new Promise((resolve) => connection.once('end', resolve));
  connection.quit();
  await Promise.race([ended, sleep(farewellMs)]);
}

function called(start: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => (error === undefined || error === null ? resolve() : reject(error)));
  });
}
