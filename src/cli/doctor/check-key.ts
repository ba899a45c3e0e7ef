import { findSigningKey } from '../../adapters/gpg/signing-key.ts';
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
  let expires = '';
  const checked = await look(subject, async () => {
    const key = await findSigningKey(runner, signing.home, signing.key);
    expires = key.expires;
    return `${key.fingerprint}, ${expires === '' ? 'never expires' : `expires ${expiryOf(expires)}`}`;
  });
  if (checked.kind !== 'ok' || expires === '') return checked;
  if (Number(expires) * 1000 - msOf(now) > earlyDays * dayMs) return checked;
  const mend = `gpg --homedir ${signing.home} --quick-set-expire ${signing.key} 2y, and give clients the new public key`;
  return { kind: 'warning', subject, found: checked.found, mend };
}

function expiryOf(seconds: string): string {
  return momentOf(instantOfMs(Number(seconds) * 1000));
}
