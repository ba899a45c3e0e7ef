import type { HostDocument } from '../document/generated/host.ts';
import type { Located } from '../document/read-document.ts';
import type { Finding } from '../domain/finding.ts';
import { asMailAddress, type MailAddress } from '../domain/mail.ts';
import type { MailHost } from './host.ts';

type MailDocument = NonNullable<HostDocument['mail']>;

const ports = { implicit: 465, starttls: 587, none: 25 } as const;
const loopback = ['localhost', '127.0.0.1', '::1'];

/** What is wrong with the section `mail` that its schema cannot say. */
export function checkMail(document: Located<HostDocument>): readonly Finding[] {
  const { mail } = document.value;
  if (mail === undefined) return [];
  return [...openConnection(document, mail), ...halfLogin(document, mail), ...oddAddresses(document, mail)];
}

/** The section as a value. */
export function mailOf(mail: MailDocument): MailHost {
  const { server, port, encryption, user, secretFile, from, replyTo, ticketTag } = mail;
  return {
    ...{ server, encryption, port: port ?? ports[encryption] },
    login: user === undefined || secretFile === undefined ? null : { user, secretFile },
    from: strict(from),
    replyTo: strict(replyTo ?? from),
    ticketTag: ticketTag ?? null,
  };
}

// Whoever listens would read it, and change where it goes.
function openConnection(document: Located<HostDocument>, { encryption, server }: MailDocument) {
  if (encryption !== 'none' || loopback.includes(server)) return [];
  return [
    document.finding(['mail', 'encryption'], 'value', {
      rule: 'mail-encryption',
      message: `mail to ${server} would not be encrypted`,
      hint: 'write starttls or implicit; none does for a server on this machine, such as localhost',
    }),
  ];
}

function halfLogin(document: Located<HostDocument>, { user, secretFile }: MailDocument): readonly Finding[] {
  if ((user === undefined) === (secretFile === undefined)) return [];
  const [given, missing] = user === undefined ? ['secretFile', 'user'] : ['user', 'secretFile'];
  return [
    document.finding(['mail', given], 'key', {
      rule: 'mail-login',
      message: `a login needs ${missing} as well`,
      hint: 'give both, or neither where the server wants no login',
    }),
  ];
}

function oddAddresses(document: Located<HostDocument>, mail: MailDocument): readonly Finding[] {
  return (['from', 'replyTo'] as const).flatMap((field) => {
    const text = mail[field];
    if (text === undefined || asMailAddress(text) !== undefined) return [];
    return [
      document.finding(['mail', field], 'value', {
        rule: 'mail-address',
        message: `${field} is not a plain mail address`,
        hint: 'write the address alone, such as stagepost@example.org',
      }),
    ];
  });
}

function strict(text: string): MailAddress {
  // Checked before.
  return (asMailAddress(text) ?? text) as MailAddress;
}
