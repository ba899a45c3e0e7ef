import { sha256Of } from '../domain/digest.ts';
import { type Attestation, attestationFile } from '../domain/generation.ts';
import type { RecordedGeneration } from '../domain/record.ts';
import { type Envelope, readEnvelope } from '../formats/dsse.ts';
import {
  type PromotionStatement,
  readStatement,
  statementPayloadType,
} from '../formats/promotion-statement.ts';

/** An attestation that a generation brought, as it is recorded. */
export interface Brought {
  readonly attestation: Attestation;
  /** Its file, relative to the repository. */
  readonly file: string;
  /** Null where the text is not there, is not the one that the generation names, or is no envelope. */
  readonly envelope: Envelope | null;
  /** Null where the envelope has none that can be read. */
  readonly statement: PromotionStatement | null;
}

/** The attestations that came with a generation; those of members that came before stand in an earlier one. */
export function broughtBy({ generation, rootFiles }: RecordedGeneration): readonly Brought[] {
  const own = (generation.attestations ?? []).filter(({ since }) => since === generation.number);
  return own.map((attestation) => {
    const file = attestationFile(attestation);
    const text = rootFiles.get(file) ?? '';
    const read = readEnvelope(text);
    const envelope = read.ok && sha256Of(text) === attestation.sha256 ? read.value : null;
    const statement = envelope?.payloadType === statementPayloadType ? readStatement(envelope.payload) : null;
    return { attestation, file, envelope, statement: statement?.ok === true ? statement.value : null };
  });
}

/** What they say. */
export function statementsIn(recorded: RecordedGeneration): readonly PromotionStatement[] {
  return broughtBy(recorded).flatMap(({ statement }) => statement ?? []);
}
