import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Envelope,
  envelopeLine,
  preAuthenticationEncoding,
  readEnvelope,
  signatureBytes,
} from '../../src/formats/dsse.ts';

const envelope = fc.record({
  payloadType: fc.string(),
  payload: fc.string({ unit: 'grapheme' }),
  keyid: fc.string(),
  signature: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
}) satisfies fc.Arbitrary<Envelope>;

describe('a DSSE envelope', () => {
  test('Its pre-authentication encoding is that of the example in the DSSE protocol.', () => {
    const payloadType = 'http://example.com/HelloWorld';
    expect(preAuthenticationEncoding({ payloadType, payload: 'hello world' })).toBe(
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    );
  });

  test('Its lengths count bytes and not characters.', () => {
    expect(preAuthenticationEncoding({ payloadType: 'é', payload: 'größer' })).toBe('DSSEv1 2 é 8 größer');
  });

  test('Its fields are those of the JSON envelope in the DSSE protocol.', () => {
    const signature = Buffer.from('A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F', 'base64');
    const parts = { payloadType: 'http://example.com/HelloWorld', payload: 'hello world', keyid: 'AB12' };
    expect(JSON.parse(envelopeLine({ ...parts, signature }))).toEqual({
      payload: 'aGVsbG8gd29ybGQ=',
      payloadType: 'http://example.com/HelloWorld',
      signatures: [{ keyid: 'AB12', sig: 'A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F' }],
    });
  });

  test('It is one line, and reading gives back what was written.', () => {
    fc.assert(
      fc.property(envelope, (value) => {
        const line = envelopeLine(value);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(readEnvelope(line)).toEqual({ ok: true, value });
      }),
    );
  });

  test('It is refused in any other spelling, with a second signature, or as something else.', () => {
    const line = envelopeLine({ payloadType: 't', payload: 'p', keyid: 'k', signature: Buffer.from('s') });
    const second = JSON.parse(line);
    second.signatures.push(second.signatures[0]);
    const others = [
      line.trimEnd(),
      ` ${line}`,
      line.replace('"cA=="', '"cB=="'),
      line.replace('"cA=="', '"cA"'),
      `${JSON.stringify(second)}\n`,
      `${line}${line}`,
      '{}\n',
      'null\n',
      '{"payloadType":1,"payload":"","signatures":[{"keyid":"","sig":""}]}\n',
    ];
    for (const other of others) expect(readEnvelope(other).ok, other).toBe(false);
  });
});

describe('an armoured signature', () => {
  const armor = (inside: string) => `-----BEGIN PGP SIGNATURE-----\n${inside}-----END PGP SIGNATURE-----\n`;

  test('It is read with or without headers and checksum.', () => {
    const bytes = Buffer.from('signature');
    for (const inside of [
      '\nc2ln\nbmF0dXJl\n',
      '\nc2lnbmF0dXJl\n=abcd\n',
      'Comment: of a person\n\nc2lnbmF0dXJl\n=abcd\n',
    ])
      expect(signatureBytes(armor(inside))).toEqual(bytes);
  });

  test('Anything else has no bytes.', () => {
    for (const text of ['', 'c2ln', `x${armor('\nc2ln\n')}`, `${armor('\nc2ln\n')}x`])
      expect(signatureBytes(text)).toHaveLength(0);
  });
});
