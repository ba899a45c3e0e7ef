import { StagepostError } from '../../domain/failure.ts';
import { asSecret, type Secret } from '../../domain/secret.ts';
import type { MailServerAccess } from './mail-server-access.ts';

const mostBytes = 1000;

/** Reads the password anew for each login, so that another one can be put in its place. Throws `bad-configuration`. */
export async function readPassword(files: MailServerAccess['files'], file: string): Promise<Secret> {
  const bytes = await files.read(file, mostBytes);
  const text =
    bytes === null
      ? ''
      : Buffer.from(bytes)
          .toString('utf8')
          .replace(/\r?\n$/, '');
  if (/^[\x20-\x7e]+$/.test(text)) return asSecret(text);
  throw new StagepostError({
    code: 'bad-configuration',
    message: bytes === null ? `there is no file ${file}` : `${file} holds no password alone on one line`,
    hint: 'mail.secretFile in the host file names it; it must be readable by the user of Stagepost.',
    treatment: 'needs-person',
  });
}
