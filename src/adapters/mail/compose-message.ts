import MailComposer from 'nodemailer/lib/mail-composer';
import { sha256Of } from '../../domain/digest.ts';
import { domainOf, type Mail } from '../../domain/mail.ts';
import type { MailServerAccess } from './mail-server-access.ts';

// A message may have no To, but some filters take that for spam.
const nobody = 'undisclosed-recipients:;';

/** The bytes of a mail. Headers are made of addresses and texts that can break no line; the composer encodes the rest. */
export async function composeMessage(
  mail: Mail,
  { from, replyTo }: Pick<MailServerAccess, 'from' | 'replyTo'>,
): Promise<Uint8Array> {
  const domain = domainOf(from);
  const thread = mail.thread === null ? null : `<${sha256Of(mail.thread).slice(0, 32)}.release@${domain}>`;
  const composer = new MailComposer({
    ...{ from, replyTo, subject: mail.subject, text: mail.text, html: mail.html },
    ...(mail.as === 'to' ? { to: mail.to } : { to: nobody, cc: mail.to }),
    messageId: messageIdOf(mail, from),
    ...(thread === null ? {} : { references: thread, inReplyTo: thread }),
    headers: {
      // Whoever answers by a program answers to none of this (RFC 3834).
      'Auto-Submitted': 'auto-generated',
      Precedence: 'list',
      'List-Id': `<${mail.list}.stagepost.${domain}>`,
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** The Message-ID: the same whenever the same mail is sent. */
export function messageIdOf({ id }: Pick<Mail, 'id'>, from: MailServerAccess['from']): string {
  return `<${id}@${domainOf(from)}>`;
}
