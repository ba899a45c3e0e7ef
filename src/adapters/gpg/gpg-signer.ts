import { failureOf } from '../../domain/failure.ts';
import type { ProcessRunner } from '../../ports/process-runner.ts';
import type { Signer } from '../../ports/signer.ts';
import { type Verifier, verifyClearsigned, verifyDetached } from './check-signature.ts';
import { runGpg, signingFailed, textOf } from './gpg-command.ts';
import { findSigningKey } from './signing-key.ts';

/** Which key signs, and where it is. */
export interface GpgOptions {
  readonly runner: ProcessRunner;
  /** Absolute path of a folder in which folders may be made for a while. */
  readonly scratch: string;
  /** GNUPGHOME of this host alone, absolute. */
  readonly home: string;
  /** Fingerprint of a key or subkey; null when there is only one. */
  readonly key: string | null;
}

type SignMode = '--detach-sign' | '--clearsign';

/** Signs with gpg and checks with gpgv, which knows nothing but the one public key. */
export function gpgSigner(options: GpgOptions): Signer {
  const open = once(() => openVerifier(options));
  const sign = async (mode: SignMode, content: string) => {
    const verifier = await open();
    const signed = await runSign(options, verifier, { mode, content });
    await refuseOwnMistake(verifier, { mode, content, signed });
    return signed;
  };
  return {
    fingerprint: async () => (await open()).key.fingerprint,
    publicKey: async () => exportKey(options, (await open()).key.primary),
    detach: (content) => sign('--detach-sign', content),
    clearsign: (content) => sign('--clearsign', content),
    checkDetached: async (content, signature) => verifyDetached(await open(), content, signature),
    checkClearsigned: async (envelope) => verifyClearsigned(await open(), envelope),
  };
}

/** A failed attempt is not remembered, so that a mended host needs no restart. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

async function openVerifier({ runner, scratch, home, key }: GpgOptions): Promise<Verifier> {
  const found = await findSigningKey(runner, home, key);
  const exported = await runGpg(runner, home, { args: ['--export', '--', found.primary] });
  return { runner, scratch, key: found, keyring: exported.stdout };
}

async function exportKey({ runner, home }: GpgOptions, fingerprint: string): Promise<string> {
  const options = ['--armor', '--export-options', 'export-minimal', '--export'];
  const exported = await runGpg(runner, home, { args: [...options, '--', fingerprint] });
  const armored = textOf(exported.stdout);
  if (exported.exitCode === 0 && armored.includes('-----END PGP PUBLIC KEY BLOCK-----')) return armored;
  throw signingFailed(`gpg cannot export ${fingerprint}`, `Look at the keyring in ${home}.`, exported);
}

async function runSign(
  { runner, home }: GpgOptions,
  { key }: Verifier,
  { mode, content }: { readonly mode: SignMode; readonly content: string },
): Promise<string> {
  // The exclamation mark keeps gpg from choosing another subkey of the same key.
  const options = ['--local-user', `${key.fingerprint}!`, '--digest-algo', 'SHA512', '--armor'];
  const result = await runGpg(runner, home, { args: [...options, '--output', '-', mode], input: content });
  if (result.exitCode === 0) return textOf(result.stdout);
  const hint = `Try "gpg --homedir ${home} --clearsign" by hand; the key must not need a passphrase.`;
  throw signingFailed(`gpg cannot sign with ${key.fingerprint}`, hint, result);
}

/** gpg has been seen to end well with no signature on a full disk, and a key can expire while we run. */
async function refuseOwnMistake(
  verifier: Verifier,
  made: { readonly mode: SignMode; readonly content: string; readonly signed: string },
): Promise<void> {
  try {
    if (made.mode === '--detach-sign') await verifyDetached(verifier, made.content, made.signed);
    else await refuseOtherText(verifier, made.content, made.signed);
  } catch (error) {
    const { code, message } = failureOf(error);
    if (code !== 'signature-bad') throw error;
    const hint = 'Look at the key, at the disk, and at gpgv, which says so.';
    throw signingFailed(`gpg made a signature that is not good: ${message}`, hint);
  }
}

async function refuseOtherText(verifier: Verifier, content: string, envelope: string): Promise<void> {
  if ((await verifyClearsigned(verifier, envelope)) === content) return;
  throw signingFailed(
    'gpg signed another text than it was given',
    'A clear-signed text ends with a line end.',
  );
}
