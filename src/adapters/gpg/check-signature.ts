import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StagepostError } from '../../domain/failure.ts';
import type { ProcessRunner } from '../../ports/process-runner.ts';
import { runTool, textOf } from './gpg-command.ts';
import type { SigningKey } from './signing-key.ts';

/** The key that must have signed, with its public part as gpgv reads it. */
export interface Verifier {
  readonly runner: ProcessRunner;
  /** Absolute path of a folder in which folders may be made for a while. */
  readonly scratch: string;
  readonly key: SigningKey;
  readonly keyring: Uint8Array;
}

/** Throws `signature-bad` unless the detached signature is a good one of the key over exactly this content. */
export async function verifyDetached(verifier: Verifier, content: string, signature: string): Promise<void> {
  await withScratch(verifier, async (scratch) => {
    await keep(join(scratch, 'signature'), signature);
    await runGpgv(verifier, scratch, { operands: [join(scratch, 'signature'), '-'], input: content });
  });
}

/** The text inside a clear-signed envelope; throws `signature-bad` unless it is well signed by the key. */
export async function verifyClearsigned(verifier: Verifier, envelope: string): Promise<string> {
  if (!envelope.startsWith('-----BEGIN PGP SIGNED MESSAGE-----\n')) {
    throw bad('there is something before the signed text');
  }
  return withScratch(verifier, async (scratch) => {
    const output = join(scratch, 'text');
    await runGpgv(verifier, scratch, { options: ['--output', output], operands: ['-'], input: envelope });
    return readFile(output, 'utf8');
  });
}

async function withScratch<T>(verifier: Verifier, use: (scratch: string) => Promise<T>): Promise<T> {
  const scratch = await makeScratch(verifier.scratch);
  try {
    await keep(join(scratch, 'keyring.gpg'), verifier.keyring);
    return await use(scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function makeScratch(parent: string): Promise<string> {
  try {
    await mkdir(parent, { recursive: true });
    return await mkdtemp(join(parent, 'gpgv-'));
  } catch (error) {
    throw notKept(parent, error);
  }
}

async function keep(path: string, content: Uint8Array | string): Promise<void> {
  try {
    await writeFile(path, content);
  } catch (error) {
    throw notKept(path, error);
  }
}

function notKept(path: string, cause: unknown): StagepostError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new StagepostError(
    {
      code: 'file-system',
      message: `no signature can be checked in ${path}: ${why}`,
      hint: 'See that its disk has room and can be written.',
    },
    { cause },
  );
}

async function runGpgv(
  verifier: Verifier,
  scratch: string,
  call: {
    readonly options?: readonly string[];
    readonly operands: readonly string[];
    readonly input: string;
  },
): Promise<void> {
  const keyring = ['--homedir', scratch, '--keyring', join(scratch, 'keyring.gpg'), '--status-fd', '1'];
  const args = [...keyring, ...(call.options ?? []), '--', ...call.operands];
  const result = await runTool(verifier.runner, 'gpgv', { args, input: call.input });
  const problem = problemOf(textOf(result.stdout), verifier.key);
  if (problem !== undefined) throw bad(problem, result.stderr);
  if (result.exitCode !== 0) throw bad(`gpgv ended with ${result.exitCode}`, result.stderr);
}

const statusPrefix = '[GNUPG:] ';

/** GnuPG doc/DETAILS, "status": one signature, good, neither it nor its key expired or revoked, by this very key. */
function problemOf(status: string, key: SigningKey): string | undefined {
  const lines = status
    .split('\n')
    .filter((line) => line.startsWith(statusPrefix))
    .map((line) => line.slice(statusPrefix.length).split(' '));
  const of = (word: string) => lines.filter((fields) => fields[0] === word);
  const refusal = ['BADSIG', 'ERRSIG', 'EXPSIG', 'EXPKEYSIG', 'REVKEYSIG', 'NODATA', 'UNEXPECTED'];
  const refused = refusal.find((word) => of(word).length > 0);
  if (refused !== undefined) return `gpgv answers ${refused}`;
  const valid = of('VALIDSIG');
  if (of('GOODSIG').length !== 1 || valid.length !== 1) return 'there is not exactly one good signature';
  const [, signer] = valid[0] ?? [];
  return signer === key.fingerprint ? undefined : `it was made by ${signer}, not by ${key.fingerprint}`;
}

function bad(message: string, stderr = ''): StagepostError {
  return new StagepostError({
    code: 'signature-bad',
    message,
    hint: 'What was signed has changed, or another key signed it.',
    details: stderr.split('\n').filter((line) => line !== ''),
  });
}
