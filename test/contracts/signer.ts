import { describe, expect, test } from 'vitest';
import { failureOf } from '../../src/domain/failure.ts';
import type { Signer } from '../../src/ports/signer.ts';

const text = 'Origin: Stagepost\nSuite: stable\n- a line that starts with a dash\nDescription: größer\n';

/** What every signer promises; `other` makes a signer with another key. */
export function signerContract(
  name: string,
  make: { readonly signer: () => Promise<Signer>; readonly other: () => Promise<Signer> },
): void {
  describe(`${name} keeps the promises of a signer`, () => {
    test('a detached signature is good over the very same text', async () => {
      const signer = await make.signer();
      const signature = await signer.detach(text);
      await expect(signer.checkDetached(text, signature)).resolves.toBeUndefined();
    });

    test('a detached signature is bad over any other text', async () => {
      const signer = await make.signer();
      const signature = await signer.detach(text);
      for (const changed of [`${text}\n`, text.slice(0, -1), text.replace('stable', 'Stable'), '']) {
        expect(await codeOf(signer.checkDetached(changed, signature))).toBe('signature-bad');
      }
    });

    test('a clear-signed envelope gives back the very same text', async () => {
      const signer = await make.signer();
      expect(await signer.checkClearsigned(await signer.clearsign(text))).toBe(text);
    });

    test('a changed envelope is refused', async () => {
      const signer = await make.signer();
      const envelope = await signer.clearsign(text);
      expect(await codeOf(signer.checkClearsigned(envelope.replace('stable', 'Stable')))).toBe(
        'signature-bad',
      );
      expect(await codeOf(signer.checkClearsigned(`Suite: evil\n\n${envelope}`))).toBe('signature-bad');
      expect(await codeOf(signer.checkClearsigned(text))).toBe('signature-bad');
    });

    test('what another key signed is refused', async () => {
      const signer = await make.signer();
      const other = await make.other();
      expect(await codeOf(signer.checkDetached(text, await other.detach(text)))).toBe('signature-bad');
      expect(await codeOf(signer.checkClearsigned(await other.clearsign(text)))).toBe('signature-bad');
    });

    test('what is no signature at all is refused', async () => {
      const signer = await make.signer();
      for (const nothing of ['', 'not a signature\n', text]) {
        expect(await codeOf(signer.checkDetached(text, nothing))).toBe('signature-bad');
      }
    });

    test('the public key is armoured text, and the same each time', async () => {
      const signer = await make.signer();
      const key = await signer.publicKey();
      expect(key).toMatch(/^-----BEGIN [A-Z ]*PUBLIC KEY[A-Z ]*-----\n\n[\s\S]*-----END [A-Z ]*-----\n$/);
      expect(await signer.publicKey()).toBe(key);
    });

    test('the fingerprint has forty hexadecimal digits, and keys differ in it', async () => {
      const fingerprint = await (await make.signer()).fingerprint();
      expect(fingerprint).toMatch(/^[0-9A-F]{40}$/);
      expect(await (await make.other()).fingerprint()).not.toBe(fingerprint);
    });
  });
}

async function codeOf(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => 'accepted',
    (error: unknown) => failureOf(error).code,
  );
}
