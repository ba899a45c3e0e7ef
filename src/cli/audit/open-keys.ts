import { join, resolve } from 'node:path';
import { localFiles } from '../../adapters/files/read-files.ts';
import { closeSigner } from '../../adapters/gpg/gpg-command.ts';
import { gpgSigner } from '../../adapters/gpg/gpg-signer.ts';
import { processRunner } from '../../adapters/process/run-command.ts';
import type { Host } from '../../config/host.ts';
import { loadHost } from '../../config/load-host.ts';
import { StagepostError } from '../../domain/failure.ts';
import { readText } from '../../ports/files.ts';
import type { Io } from '../io.ts';
import type { AuditOptions } from './audit-clone.ts';

/** The keys that must have signed, and the host that is looked at. */
export interface OpenedKeys {
  readonly host: Host | null;
  /** The public key of the host, as clients are offered it; empty without a host. */
  readonly own: string;
  readonly armored: readonly string[];
}

/** Reads the public keys of an audit; without any, nothing could be proven. */
export async function openKeys(io: Io, options: AuditOptions): Promise<OpenedKeys> {
  const file = options.host === undefined ? null : resolve(io.cwd, options.host);
  const host = file === null ? null : await loadHost(localFiles, { file, env: io.env });
  const own = host === null ? '' : await publicKeyOf(host);
  const named = await Promise.all((options.key ?? []).map((name) => readKey(resolve(io.cwd, name))));
  const armored = named.length > 0 || own === '' ? named : [own];
  if (armored.length === 0)
    throw new StagepostError({
      code: 'bad-configuration',
      message: 'nothing says which key signs the repositories',
      hint: 'name its public key by --key FILE, or the host by --host FILE; clients find it as keys/stagepost.asc',
      treatment: 'needs-person',
    });
  return { host, own, armored };
}

async function publicKeyOf({ signing, state }: Host): Promise<string> {
  const scratch = join(state, 'glances');
  const signer = gpgSigner({ runner: processRunner, scratch, ...signing });
  try {
    return await signer.publicKey();
  } finally {
    await closeSigner(processRunner, signing.home);
  }
}

async function readKey(file: string): Promise<string> {
  const text = await readText(localFiles, file);
  if (text !== null) return text;
  throw new StagepostError({
    code: 'bad-configuration',
    message: `there is no key file ${file}`,
    hint: 'write it with: gpg --armor --export FINGERPRINT',
    treatment: 'needs-person',
  });
}
