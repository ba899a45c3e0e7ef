/** A header as it stands in the file. The format is described in rpm's docs/manual/format_header.md. */
export interface RpmHeader {
  /** All of it, from its magic number on: what a signature of the header signs. */
  readonly bytes: Buffer;
  readonly entries: readonly Entry[];
}

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** From here to the end of the header. */
  readonly data: Buffer;
}

interface Intro {
  readonly entries: number;
  readonly dataBytes: number;
}

const magic = Buffer.from('8eade80100000000', 'hex');
const introBytes = 16;
const entryBytes = 16;
const mostEntries = 65_535;
const types = { int32: 4, int64: 5, string: 6, bin: 7, strings: 8, translated: 9 };

export function readIntro(bytes: Buffer): Intro | undefined {
  if (bytes.length < introBytes || !bytes.subarray(0, 8).equals(magic)) return undefined;
  const entries = bytes.readUInt32BE(8);
  return entries > mostEntries ? undefined : { entries, dataBytes: bytes.readUInt32BE(12) };
}

/** Takes a header apart; a sentence when an entry points out of it. */
export function readHeader(bytes: Buffer, { entries: count, dataBytes }: Intro): RpmHeader | string {
  const start = introBytes + entryBytes * count;
  const entries: Entry[] = [];
  for (let at = introBytes; at < start; at += entryBytes) {
    const offset = bytes.readUInt32BE(at + 8);
    if (offset > dataBytes) return 'has an entry that points out of it';
    entries.push({
      tag: bytes.readUInt32BE(at),
      type: bytes.readUInt32BE(at + 4),
      count: bytes.readUInt32BE(at + 12),
      data: bytes.subarray(start + offset),
    });
  }
  return { bytes, entries };
}

/** Bytes of a tag; undefined when there is none of that type. */
export function binaryOf(header: RpmHeader, tag: number): Buffer | undefined {
  const entry = entryOf(header, tag, types.bin);
  return entry?.data.subarray(0, entry.count);
}

export function textOf(header: RpmHeader, tag: number): string | undefined {
  const { data } = entryOf(header, tag, types.string) ?? {};
  return data?.subarray(0, Math.max(0, data.indexOf(0))).toString('utf8');
}

export function textsOf(header: RpmHeader, tag: number): readonly string[] {
  const entry = entryOf(header, tag, types.strings);
  return entry?.data.toString('latin1').split('\0', entry.count) ?? [];
}

/** The bytes of every string under a tag, whatever kind of strings they are; none where there is no such tag. */
export function stringsOf({ entries }: RpmHeader, tag: number): readonly Buffer[] {
  const kinds = [types.string, types.strings, types.translated];
  return entries
    .filter((entry) => entry.tag === tag && kinds.includes(entry.type))
    .flatMap(({ type, count, data }) => cutStrings(data, type === types.string ? 1 : count));
}

function cutStrings(data: Buffer, count: number): readonly Buffer[] {
  const found: Buffer[] = [];
  let at = 0;
  while (found.length < count && at < data.length) {
    const end = data.indexOf(0, at);
    found.push(data.subarray(at, end < 0 ? data.length : end));
    at = end < 0 ? data.length : end + 1;
  }
  return found;
}

/** A count that is written in 32 bits under one tag or in 64 under another. */
export function countOf(header: RpmHeader, tag: number, longTag: number): number | undefined {
  const short = entryOf(header, tag, types.int32);
  if (short !== undefined && short.data.length >= 4) return short.data.readUInt32BE(0);
  const long = entryOf(header, longTag, types.int64);
  return long !== undefined && long.data.length >= 8 ? Number(long.data.readBigUInt64BE(0)) : undefined;
}

function entryOf({ entries }: RpmHeader, tag: number, type: number): Entry | undefined {
  return entries.find((entry) => entry.tag === tag && entry.type === type);
}
