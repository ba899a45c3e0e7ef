import { readFile } from 'node:fs/promises';
import { sha256Of } from '../../src/domain/digest.ts';
import type { SignatureVerdict } from '../../src/domain/signature.ts';
import type { Keyrings, SignedContent } from '../../src/ports/keyring.ts';

const form = /^signed by (.+): ([0-9a-f]{64})\n$/;

/** Keys are their own names, and a signature is a sentence. */
export const fakeKeyrings: Keyrings = {
  use: (armored, work) =>
    work({
      blocks: armored,
      checkDetached: async (signature, content) =>
        judge(armored, Buffer.from(signature).toString(), await bytesOf(content)),
      checkClearsigned: async (envelope) => {
        const [text = '', signature = ''] = Buffer.from(envelope).toString().split('-- \n');
        const verdict = judge(armored, signature, Buffer.from(text));
        return { verdict, text: verdict.kind === 'good' ? Buffer.from(text) : null };
      },
    }),
};

/** What the fake key would write beside the content. */
export function fakeSignature(key: string, content: Uint8Array | string): string {
  return `signed by ${key}: ${sha256Of(content)}\n`;
}

async function bytesOf(content: SignedContent): Promise<Uint8Array> {
  return content instanceof Uint8Array ? content : readFile(content.path);
}

function judge(keys: readonly string[], signature: string, content: Uint8Array): SignatureVerdict {
  const [, key = '', digest] = form.exec(signature) ?? [];
  if (digest === undefined) return { kind: 'malformed', detail: '' };
  if (!keys.includes(key)) return { kind: 'other-key', detail: key };
  return { kind: digest === sha256Of(content) ? 'good' : 'bad', detail: `by the key ${key}` };
}
