import { readAuthorities } from '../adapters/https/read-authorities.ts';
import type { Host, MailHost } from '../config/host.ts';
import type { Mail } from '../domain/mail.ts';
import { type Around, surrounded } from '../ports/around.ts';
import type { Files } from '../ports/files.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { OwnMail } from '../reconcile/tell-by-mail.ts';

// Servers that check what they are given before they answer take some seconds for it.
const mailSeconds = 30;

/** How people are told by mail; null where the host file has no mail server. */
export function openMail(
  host: Host,
  files: Pick<Files, 'read'>,
  options: { readonly around?: Around; readonly stop?: AbortSignal },
): OwnMail | null {
  const { mail, requestTracker, listen } = host;
  if (mail === null) return null;
  const root = listen?.url ?? null;
  return {
    mailer: surrounded(options.around, mailerOf(mail, host, { ...options, files }), {
      port: 'mail',
      methods: ['send'],
    }),
    places: {
      ticketTag: mail.ticketTag,
      pageOf: (release) =>
        root === null ? null : `${root}/releases/${release.split('/').map(encodeURIComponent).join('/')}`,
      ticketUrl: (number) =>
        requestTracker === null ? null : `${requestTracker.url}/Ticket/Display.html?id=${number}`,
    },
    hasTickets: requestTracker !== null,
  };
}

// The client is needed when there is something to send, which most commands never have.
function mailerOf(
  mail: MailHost,
  { caFile }: Host,
  { files, stop }: { readonly files: Pick<Files, 'read'>; readonly stop?: AbortSignal },
): Mailer {
  const open = async () => {
    const { openMailServer } = await import('../adapters/mail/open-mail-server.ts');
    const authorities = () => readAuthorities(files, caFile);
    const ending = stop === undefined ? {} : { stop };
    return openMailServer({ ...mail, ...ending, files, authorities, timeoutSeconds: mailSeconds });
  };
  return {
    problems: async () => (await open()).problems(),
    send: async (letter: Mail) => (await open()).send(letter),
  };
}
