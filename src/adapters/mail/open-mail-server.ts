import type { Mailer } from '../../ports/mailer.ts';
import { composeMessage } from './compose-message.ts';
import { deliveryOf, sentenceOf } from './delivery-of.ts';
import type { MailServerAccess } from './mail-server-access.ts';
import { speak } from './smtp-session.ts';

/** A mail server by SMTP, one connection for each mail, so that what happens to one says nothing about another. */
export function openMailServer(access: MailServerAccess): Mailer {
  const place = `${access.server}:${access.port}`;
  return {
    problems: async () => {
      const failed = await speak(access, null);
      return failed === null ? [] : [`mail server ${place}: ${sentenceOf(failed.error)}`];
    },
    send: async (mail) => {
      const message = await composeMessage(mail, access);
      return deliveryOf(await speak(access, { to: mail.to, message }));
    },
  };
}
