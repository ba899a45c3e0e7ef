import { tmpdir } from 'node:os';
import { systemClock } from '../../adapters/clock/system-clock.ts';
import { localFileChanges } from '../../adapters/files/change-files.ts';
import { localFiles } from '../../adapters/files/read-files.ts';
import { providerKeyrings } from '../../adapters/gpg/provider-keyring.ts';
import { processRunner } from '../../adapters/process/run-command.ts';
import { type Signed, signedIn, signedKey } from '../../audit/checks/signatures.ts';
import type { RecordStep } from '../../domain/record-step.ts';
import type { SignatureVerdict } from '../../domain/signature.ts';
import type { Keyring } from '../../ports/keyring.ts';

const atOnce = 4;

/** Has gpgv judge every signature that the record holds, by these keys alone. */
export async function checkSignaturesOf(
  steps: readonly RecordStep[],
  by: { readonly keys: readonly string[]; readonly verdicts: Map<string, SignatureVerdict> },
): Promise<ReadonlyMap<string, SignatureVerdict>> {
  const open = signedIn(steps).filter((signed) => !by.verdicts.has(signedKey(signed)));
  if (open.length === 0) return by.verdicts;
  const local = { runner: processRunner, files: localFiles, changes: localFileChanges, clock: systemClock };
  const scratch = await localFileChanges.makeScratch(tmpdir(), 'stagepost-audit');
  try {
    await providerKeyrings({ ...local, scratch }).use(by.keys, async (keyring) => {
      const rest = open.values();
      const judgeRest = async () => {
        for (const signed of rest) by.verdicts.set(signedKey(signed), await judge(keyring, signed));
      };
      await Promise.all(Array.from({ length: atOnce }, judgeRest));
    });
  } finally {
    await localFileChanges.remove(scratch);
  }
  return by.verdicts;
}

async function judge(keyring: Keyring, { content, signature, text }: Signed): Promise<SignatureVerdict> {
  const bytes = Buffer.from(content);
  if (signature === '' || content === '') return { kind: 'missing', detail: '' };
  if (signature instanceof Uint8Array) return keyring.checkDetached(signature, bytes);
  if (signature !== null)
    return wholeArmor(signature) ?? keyring.checkDetached(Buffer.from(signature), bytes);
  const { verdict, text: signed } = await keyring.checkClearsigned(bytes);
  if (verdict.kind !== 'good' || Buffer.from(signed ?? '').toString() === text) return verdict;
  return { kind: 'bad', detail: 'another text was signed than Release has' };
}

// What stands around an armoured signature is no part of it, and no check of it would see that.
function wholeArmor(signature: string): SignatureVerdict | null {
  const armor = /^-----BEGIN PGP SIGNATURE-----\n[^-]+-----END PGP SIGNATURE-----\n$/;
  return armor.test(signature) ? null : { kind: 'malformed', detail: 'something stands around it' };
}
