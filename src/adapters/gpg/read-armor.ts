const block = /^-----BEGIN PGP PUBLIC KEY BLOCK-----[ \t]*\n(.*?)^-----END PGP PUBLIC KEY BLOCK-----/gms;

/** The bytes of every armoured block of public keys in a text (RFC 9580, 6.2); the checksum at its end is optional. */
export function readArmor(text: string): readonly Uint8Array[] {
  return [...text.replaceAll('\r\n', '\n').matchAll(block)].map(([, inside = '']) => {
    const lines = inside.split('\n');
    const body = lines.slice(lines.findIndex((line) => line.trim() === '') + 1);
    return Buffer.from(body.filter((line) => !line.startsWith('=')).join(''), 'base64');
  });
}

/** A block as other programs read it. */
export function writeArmor(bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  const [begin, end] = ['BEGIN', 'END'].map((word) => `-----${word} PGP PUBLIC KEY BLOCK-----`);
  return [begin, '', ...lines, `=${checksum(bytes)}`, end, ''].join('\n');
}

/** CRC-24 (RFC 9580, 6.1.1): rpm refuses a block without it. */
function checksum(bytes: Uint8Array): string {
  let crc = 0xb704ce;
  for (const byte of bytes) {
    crc ^= byte << 16;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc << 1) ^ ((crc & 0x80_0000) === 0 ? 0 : 0x186_4cfb);
    crc &= 0xff_ffff;
  }
  return Buffer.from([crc >> 16, (crc >> 8) & 255, crc & 255]).toString('base64');
}
