import { join } from 'node:path';
import { StagepostError } from '../../domain/failure.ts';
import { msOf } from '../../domain/instant.ts';
import type { SignatureVerdict } from '../../domain/signature.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FileChanges, Files } from '../../ports/files.ts';
import type { Keyring, Keyrings, SignedContent } from '../../ports/keyring.ts';
import type { CommandResult, ProcessRunner } from '../../ports/process-runner.ts';
import { type KeyFacts, readKeyFacts } from './key-facts.ts';
import { splitKeys, withoutRevokedSubkeys } from './key-packets.ts';
import { readArmor, writeArmor } from './read-armor.ts';
import { verdictOf } from './signature-status.ts';

interface Deps {
  readonly runner: ProcessRunner;
  readonly files: Files;
  readonly changes: FileChanges;
  readonly clock: Clock;
  /** Absolute path of a folder of the state, which is swept at every start. */
  readonly scratch: string;
}

interface Opened extends Deps {
  readonly home: string;
  readonly keys: ReadonlyMap<string, KeyFacts>;
}

// The largest package is hashed by gpgv itself.
const limits = { timeoutSeconds: 1800, maxOutputBytes: 1024 * 1024 };
const mostTextBytes = 16 * 1024 * 1024;

/** Keyrings of gpgv, which knows nothing but the keys that it is given. */
export function providerKeyrings(deps: Deps): Keyrings {
  return {
    use: async (armored, work) => {
      const home = await deps.changes.makeScratch(deps.scratch, 'provider-keyring');
      try {
        return await work(await openKeyring(deps, home, armored));
      } finally {
        await deps.changes.remove(home);
      }
    },
  };
}

async function openKeyring(deps: Deps, home: string, armored: readonly string[]): Promise<Keyring> {
  const split = armored.map((text) => readArmor(text).flatMap((bytes) => splitKeys(bytes)));
  const all = split.flat();
  await deps.changes.write(ringOf(home), Buffer.concat(all));
  const listing = all.length === 0 ? '' : await listKeys(deps, home);
  const listed = listing.split('\n').filter((line) => line.startsWith('pub:')).length;
  const unread = split.findIndex((keys) => keys.length === 0);
  if (unread >= 0) throw unreadable(`key file ${unread + 1} of the provider holds no public key`);
  if (listed !== all.length) throw unreadable(`gpg reads ${listed} of the provider's ${all.length} keys`);
  const opened = { ...deps, home, keys: readKeyFacts(listing) };
  return {
    blocks: all.map((key) => writeArmor(withoutRevokedSubkeys(key))),
    checkDetached: (signature, content) => checkDetached(opened, signature, content),
    checkClearsigned: (envelope) => checkClearsigned(opened, envelope),
  };
}

async function listKeys({ runner }: Deps, home: string): Promise<string> {
  const quiet = ['--homedir', home, '--batch', '--no-tty', '--no-autostart'];
  const args = [...quiet, '--with-colons', '--show-keys', '--', ringOf(home)];
  const { stdout } = await runner.run({ program: 'gpg', args, ...limits });
  return Buffer.from(stdout).toString('utf8');
}

async function checkDetached(
  deps: Opened,
  signature: Uint8Array,
  content: SignedContent,
): Promise<SignatureVerdict> {
  const scratch = await deps.changes.makeScratch(deps.home, 'check');
  try {
    const file = join(scratch, 'signature');
    await deps.changes.write(file, signature);
    const inMemory = content instanceof Uint8Array;
    const operands = [file, inMemory ? '-' : content.path];
    return judge(deps, await runGpgv(deps, { operands, ...(inMemory ? { input: content } : {}) }));
  } finally {
    await deps.changes.remove(scratch);
  }
}

async function checkClearsigned(
  deps: Opened,
  envelope: Uint8Array,
): Promise<{ readonly verdict: SignatureVerdict; readonly text: Uint8Array | null }> {
  const scratch = await deps.changes.makeScratch(deps.home, 'check');
  try {
    const output = join(scratch, 'text');
    const call = { options: ['--output', output], operands: ['-'], input: envelope };
    const verdict = judge(deps, await runGpgv(deps, call));
    return { verdict, text: await deps.files.read(output, mostTextBytes) };
  } finally {
    await deps.changes.remove(scratch);
  }
}

function runGpgv(
  { runner, home }: Opened,
  call: {
    readonly options?: readonly string[];
    readonly operands: readonly string[];
    readonly input?: Uint8Array;
  },
): Promise<CommandResult> {
  const fixed = ['--homedir', home, '--keyring', ringOf(home), '--status-fd', '1'];
  const args = [...fixed, ...(call.options ?? []), '--', ...call.operands];
  const input = call.input === undefined ? {} : { input: call.input };
  return runner.run({ program: 'gpgv', args, ...input, ...limits });
}

/** The exit code says less than the status: 0 also for a key that has expired or was revoked. */
function judge({ keys, clock }: Opened, { stdout }: CommandResult): SignatureVerdict {
  return verdictOf(Buffer.from(stdout).toString('utf8'), { keys, now: msOf(clock.now()) / 1000 });
}

function ringOf(home: string): string {
  return join(home, 'keyring.gpg');
}

function unreadable(message: string): StagepostError {
  return new StagepostError({
    code: 'tool-refused',
    message,
    hint: 'A key file holds armoured public keys; write it with: gpg --armor --export FINGERPRINT',
    treatment: 'needs-person',
  });
}
