import { X509Certificate } from 'node:crypto';
import { getCACertificates } from 'node:tls';
import { StagepostError } from '../../domain/failure.ts';
import type { Files } from '../../ports/files.ts';

const mostBytes = 4 * 1024 * 1024;
const certificate = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/**
 * The certificate authorities that are believed, each in PEM: those that Node.js knows, and those of the file. Throws
 * `bad-configuration` for a file that is not there or holds none.
 */
export async function readAuthorities(
  files: Pick<Files, 'read'>,
  file: string | null,
): Promise<readonly string[]> {
  const usual = getCACertificates('default');
  if (file === null) return usual;
  const bytes = await files.read(file, mostBytes);
  if (bytes === null) throw badFile(`there is no file ${file}`);
  const found = Buffer.from(bytes).toString('latin1').match(certificate) ?? [];
  if (found.length === 0 || !found.every(isCertificate)) {
    throw badFile(`${file} holds no certificates of authorities in PEM`);
  }
  return [...usual, ...found];
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).ca;
  } catch {
    return false;
  }
}

function badFile(message: string): StagepostError {
  return new StagepostError({
    code: 'bad-configuration',
    message,
    hint: 'https.caFile in the host file names it; leave the section out when no further authority is needed.',
    treatment: 'needs-person',
  });
}
