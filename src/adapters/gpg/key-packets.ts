// RFC 9580, 5 and 5.2.1.
const signature = 2;
const publicKey = 6;
const publicSubkey = 14;
const subkeyRevocation = 0x28;

interface Packet {
  readonly tag: number;
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

/** Cuts keys apart: each primary key with all that follows it up to the next one; empty when it is no list of packets. */
export function splitKeys(bytes: Uint8Array): readonly Uint8Array[] {
  const starts = packetsOf(bytes)
    .filter(({ tag }) => tag === publicKey)
    .map(({ start }) => start);
  return starts.map((start, index) => bytes.subarray(start, starts[index + 1] ?? bytes.length));
}

/** A key without the subkeys that were revoked: rpm 4.18 takes none that has one. */
export function withoutRevokedSubkeys(key: Uint8Array): Uint8Array {
  const packets = packetsOf(key);
  const starts = packets.filter(({ tag }) => tag === publicSubkey).map(({ start }) => start);
  const edges = [0, ...starts, key.length];
  const groups = edges.slice(0, -1).map((start, at) => ({ start, end: edges[at + 1] ?? key.length }));
  const kept = groups.filter(
    ({ start, end }) =>
      !packets.some(
        (packet) => packet.start >= start && packet.end <= end && isSubkeyRevocation(key, packet),
      ),
  );
  return Buffer.concat(kept.map(({ start, end }) => key.subarray(start, end)));
}

function isSubkeyRevocation(bytes: Uint8Array, { tag, body }: Packet): boolean {
  return tag === signature && bytes[body + (bytes[body] === 3 ? 2 : 1)] === subkeyRevocation;
}

/** RFC 9580, 4.2; empty when a packet does not fit. */
function packetsOf(bytes: Uint8Array): readonly Packet[] {
  const packets: Packet[] = [];
  let at = 0;
  while (at < bytes.length) {
    const packet = packetAt(bytes, at);
    if (packet === undefined) return [];
    packets.push(packet);
    at = packet.end;
  }
  return packets;
}

function packetAt(bytes: Uint8Array, start: number): Packet | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.length - start);
  const head = view.getUint8(0);
  if ((head & 0x80) === 0 || view.byteLength < 6) return undefined;
  const length = (head & 0x40) === 0 ? oldLength(view, head & 3) : newLength(view);
  if (length === undefined || length.header + length.body > view.byteLength) return undefined;
  const tag = (head & 0x40) === 0 ? (head >> 2) & 15 : head & 63;
  const body = start + length.header;
  return { tag, start, body, end: body + length.body };
}

interface Length {
  readonly header: number;
  readonly body: number;
}

function oldLength(view: DataView, type: number): Length | undefined {
  if (type === 0) return { header: 2, body: view.getUint8(1) };
  if (type === 1) return { header: 3, body: view.getUint16(1) };
  return type === 2 ? { header: 5, body: view.getUint32(1) } : undefined;
}

/** Parts of unknown length are for data only, never for keys. */
function newLength(view: DataView): Length | undefined {
  const first = view.getUint8(1);
  if (first < 192) return { header: 2, body: first };
  if (first < 224) return { header: 3, body: ((first - 192) << 8) + view.getUint8(2) + 192 };
  return first === 255 ? { header: 6, body: view.getUint32(2) } : undefined;
}
