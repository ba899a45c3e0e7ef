import { findSigningKey, type SigningKey } from '../../adapters/gpg/signing-key.ts';
import type { Host } from '../../config/host.ts';
import { type Instant, instantOfMs, msOf } from '../../domain/instant.ts';
import type { ProcessRunner } from '../../ports/process-runner.ts';
import { momentOf } from '../../report/times.ts';
import { type Check, look } from './check.ts';

const dayMs = 86_400_000;
const earlyDays = 60;

/** The signing key: there, usable, and not about to expire. */
export async function checkKey(runner: ProcessRunner, { signing }: Host, now: Instant): Promise<Check> {
  const subject = 'signing key';
  let found: SigningKey | null = null as SigningKey | null;
  const checked = await look(subject, async () => {
    found = await findSigningKey(runner, signing.home, signing.key);
    return `${found.fingerprint}, ${found.expires === null ? 'never expires' : `expires ${expiryOf(found.expires)}`}`;
  });
  if (checked.kind !== 'ok' || found === null || found.expires === null) return checked;
  if (found.expires * 1000 - msOf(now) > earlyDays * dayMs) return checked;
  const mend = `${found.extend}, and give clients the new public key`;
  return { kind: 'warning', subject, found: checked.found, mend };
}

function expiryOf(seconds: number): string {
  return momentOf(instantOfMs(seconds * 1000));
}
