import type { Delivery, Mail } from '../domain/mail.ts';

/** The mail server that takes our mail. */
export interface Mailer {
  /** What keeps mail from being sent (server, encryption, login, sender), one sentence each; empty when nothing does. */
  problems(): Promise<readonly string[]>;
  /**
   * Hands one mail over and answers with what became of it; never throws for what a server does. Not idempotent: a
   * second call sends a second copy, with the same Message-ID. Ends within two minutes, whatever the server does.
   */
  send(mail: Mail): Promise<Delivery>;
}
