import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A key with the certificate that proves its names. */
export interface Proof {
  readonly key: string;
  readonly cert: string;
}

/** A certificate authority that lives as long as its folder. */
export interface Authority {
  /** Its own certificate, and the file that holds it. */
  readonly pem: string;
  readonly file: string;
  /** Names as openssl writes them: `DNS:repo.example.org,IP:127.0.0.1`. */
  readonly prove: (names: string, days?: number) => Promise<Proof>;
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc'];

/** Makes an authority that nobody knows, in a new folder. */
export async function makeAuthority(dir: string): Promise<Authority> {
  await mkdir(dir, { recursive: true });
  const at = (name: string) => join(dir, name);
  const openssl = (...args: readonly string[]) => run('openssl', [...args]);
  const ca = ['-keyout', at('ca.key'), '-out', at('ca.pem'), '-days', '2'];
  await openssl('req', '-x509', ...newKey, ...ca, '-subj', '/CN=An authority of a test');
  let made = 0;
  return {
    pem: await readFile(at('ca.pem'), 'utf8'),
    file: at('ca.pem'),
    prove: async (names, days = 2) => {
      made += 1;
      const [key, request, cert, extensions] = ['key', 'csr', 'pem', 'ext'].map((end) =>
        at(`${made}.${end}`),
      ) as [string, string, string, string];
      await writeFile(extensions, `subjectAltName=${names}\nbasicConstraints=CA:FALSE\n`);
      await openssl(
        'req',
        '-new',
        ...newKey,
        '-keyout',
        key,
        '-out',
        request,
        '-subj',
        '/CN=A server of a test',
      );
      const signer = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-extfile', extensions];
      await openssl('x509', '-req', '-in', request, '-out', cert, '-days', String(days), ...signer);
      return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
    },
  };
}
