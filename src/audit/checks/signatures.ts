import { sha256Of } from '../../domain/digest.ts';
import { generationText } from '../../domain/generation.ts';
import type { RecordStep } from '../../domain/record-step.ts';
import { signatureSentence } from '../../domain/signature.ts';
import { preAuthenticationEncoding } from '../../formats/dsse.ts';
import { broughtBy } from '../attested.ts';
import type { AuditFacts } from '../facts.ts';
import { type AuditFinding, generationFile, inRecord } from '../finding.ts';
import { newGenerations, stepsOf } from '../step.ts';

/** Something signed, and where its signature stands. */
export interface Signed {
  readonly step: RecordStep;
  readonly file: string;
  readonly content: string;
  /** Detached, as bytes where it is not armoured; null where the content is clear-signed. */
  readonly signature: string | Uint8Array | null;
  /** Null when the text inside of a clear-signed content does not matter. */
  readonly text: string | null;
  readonly current: boolean;
}

/** Every generation that was ever recorded, and the root files of those that stand now. */
export function signedIn(steps: readonly RecordStep[]): readonly Signed[] {
  return stepsOf(steps).flatMap((step) => {
    const { after } = step;
    return newGenerations(step).flatMap((recorded): readonly Signed[] => {
      const { key, generation, rootFiles: files } = recorded;
      const current = steps.at(-1)?.record.generations.get(key)?.generation === generation;
      const of = (name: string) => files.get(name) ?? '';
      const one = (file: string, content: string, signature: string | null): Signed => ({
        ...{ step: after, file: generationFile(key, file), content, signature, current },
        text: signature === null ? of('Release') : null,
      });
      const own = one('generation.json.asc', generationText(generation), of('generation.json.asc'));
      const attested = broughtBy(recorded).flatMap(({ file, envelope }): readonly Signed[] => {
        if (envelope === null) return [];
        const { signature } = envelope;
        const at = { step: after, file: generationFile(key, file), text: null };
        // It stays as long as its release, which may be longer than its key.
        return [{ ...at, content: preAuthenticationEncoding(envelope), signature, current: false }];
      });
      if (!current) return [own, ...attested];
      if (files.has('repomd.xml'))
        return [own, one('repomd.xml.asc', of('repomd.xml'), of('repomd.xml.asc')), ...attested];
      return [
        own,
        one('Release.gpg', of('Release'), of('Release.gpg')),
        one('InRelease', of('InRelease'), null),
        ...attested,
      ];
    });
  });
}

/** Names what is signed together with its signature. */
export function signedKey({ content, signature, text }: Signed): string {
  const signed = typeof signature === 'string' ? signature : Buffer.from(signature ?? []).toString('base64');
  return sha256Of([content, signed, text ?? ''].join('\0'));
}

/** Every signature is a good one of the repository's key; a key may have ended since it signed an earlier generation. */
export function checkSignatures({ steps, signatures }: AuditFacts): readonly AuditFinding[] {
  return signedIn(steps).flatMap((signed) => {
    const verdict = signatures.get(signedKey(signed));
    const good = verdict?.kind === 'good' || (verdict?.kind === 'expired-key' && !signed.current);
    if (good) return [];
    const at = { rule: 'signature', file: signed.file };
    const found = verdict === undefined ? 'not checked' : signatureSentence(verdict);
    return [
      inRecord(signed.step, at, {
        message: 'its signature is not good',
        expected: 'the repository key',
        found,
      }),
    ];
  });
}
