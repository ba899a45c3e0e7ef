import { sha256Of } from '../../src/domain/digest.ts';
import { StagepostError } from '../../src/domain/failure.ts';
import type { Signer } from '../../src/ports/signer.ts';

const opening = '-----BEGIN FAKE SIGNED MESSAGE-----\n';
const middle = '-----BEGIN FAKE SIGNATURE-----\n';

/** A signer without cryptography: whoever knows the name of its key can sign. Two signatures of the same bytes differ. */
export function fakeSigner(key = 'A'.repeat(40)): Signer {
  let made = 0;
  const detach = async (content: string) => {
    made += 1;
    return `${middle}${made} ${sha256Of(`${key} ${made} ${content}`)}\n`;
  };
  const checkDetached = async (content: string, signature: string) => {
    const [, number, digest] = new RegExp(`^${middle}(\\d+) ([0-9a-f]{64})\\n$`).exec(signature) ?? [];
    if (digest !== sha256Of(`${key} ${number} ${content}`)) throw bad();
  };
  return {
    fingerprint: async () => key,
    publicKey: async () => `-----BEGIN FAKE PUBLIC KEY-----\n\n${key}\n-----END FAKE PUBLIC KEY-----\n`,
    detach,
    clearsign: async (content) => `${opening}${content}${await detach(content)}`,
    checkDetached,
    checkClearsigned: async (envelope) => {
      const at = envelope.lastIndexOf(middle);
      if (!envelope.startsWith(opening) || at < 0) throw bad();
      const content = envelope.slice(opening.length, at);
      await checkDetached(content, envelope.slice(at));
      return content;
    },
  };
}

function bad(): StagepostError {
  return new StagepostError({ code: 'signature-bad', message: 'the fake signature is not good' });
}
