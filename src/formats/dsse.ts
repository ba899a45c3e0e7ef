import { type Parsed, unreadable } from './parsed.ts';
import { quoted } from './scalars.ts';

/** A signed text as a DSSE envelope carries it. */
export interface Envelope {
  readonly payloadType: string;
  readonly payload: string;
  /** Fingerprint of the key that is said to have signed; only a hint. */
  readonly keyid: string;
  /** The OpenPGP signature in binary form, over what {@link preAuthenticationEncoding} gives. */
  readonly signature: Uint8Array;
}

/** What a DSSE signature is made of (DSSE 1.0, "Signature Definition"): lengths count bytes of UTF-8. */
export function preAuthenticationEncoding({
  payloadType,
  payload,
}: Omit<Envelope, 'keyid' | 'signature'>): string {
  const [type, body] = [payloadType, payload].map((text) => `${Buffer.byteLength(text)} ${text}`);
  return `DSSEv1 ${type} ${body}`;
}

/** An envelope as one line of JSON, which is also an in-toto bundle of one attestation. */
export function envelopeLine({ payloadType, payload, keyid, signature }: Envelope): string {
  const base64 = (content: Uint8Array) => Buffer.from(content).toString('base64');
  const signatures = [{ keyid, sig: base64(signature) }];
  return `${JSON.stringify({ payloadType, payload: base64(Buffer.from(payload)), signatures })}\n`;
}

/** Reads exactly what {@link envelopeLine} writes: one signature, and no other spelling. */
export function readEnvelope(line: string): Parsed<Envelope> {
  const envelope = envelopeIn(line);
  if (envelope === null) return unreadable(['it is no DSSE envelope with one signature']);
  if (envelopeLine(envelope) === line) return { ok: true, value: envelope };
  return unreadable([`the envelope of ${quoted(envelope.payloadType)} is not in its one spelling`]);
}

function envelopeIn(line: string): Envelope | null {
  try {
    const { payloadType, payload, signatures } = JSON.parse(line);
    const [{ keyid, sig }] = signatures;
    const texts = [payloadType, payload, keyid, sig];
    if (texts.some((text) => typeof text !== 'string')) return null;
    const bytes = (text: string) => Buffer.from(text, 'base64');
    return { payloadType, payload: bytes(payload).toString('utf8'), keyid, signature: bytes(sig) };
  } catch {
    return null;
  }
}

/** The bytes of an armoured signature (RFC 9580, 6.2), whose checksum is optional; empty for anything else. */
export function signatureBytes(armored: string): Uint8Array {
  const armor = /^-----BEGIN PGP SIGNATURE-----\n(?:[A-Za-z]+: .*\n)*\n([^-]+)-----END PGP SIGNATURE-----\n$/;
  const lines = armor.exec(armored)?.[1]?.split('\n') ?? [];
  return Buffer.from(lines.filter((line) => !line.startsWith('=')).join(''), 'base64');
}
