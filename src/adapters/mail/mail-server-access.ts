import type { MailAddress } from '../../domain/mail.ts';
import type { Files } from '../../ports/files.ts';

/** Where a mail server is, and as whom we speak to it. */
export interface MailServerAccess {
  readonly server: string;
  readonly port: number;
  /** `none` is for this machine itself. */
  readonly encryption: 'starttls' | 'implicit' | 'none';
  /** Null where there is no login. */
  readonly login: { readonly user: string; readonly secretFile: string } | null;
  readonly from: MailAddress;
  readonly replyTo: MailAddress;
  /** The certificate authorities that are believed, in PEM; asked anew for each connection. */
  readonly authorities: () => Promise<readonly string[]>;
  readonly files: Pick<Files, 'read'>;
  /** For one mail from the greeting to the answer, whatever the server does meanwhile. */
  readonly timeoutSeconds: number;
  /** Ends what is at work when it is aborted; a mail that was handed over is unclear then. */
  readonly stop?: AbortSignal;
}
