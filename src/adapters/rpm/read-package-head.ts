import { type FileHandle, open } from 'node:fs/promises';
import { type RpmHeader, readHeader, readIntro } from './rpm-header.ts';

/** What stands before the payload of a package file. */
export interface PackageHead {
  readonly lead: { readonly source: boolean; readonly label: string };
  readonly signature: RpmHeader;
  readonly header: RpmHeader;
  /** Bytes of the header and of all that follows it. */
  readonly coveredBytes: number;
}

// Header lines of rpm's own: lib/header.c takes 256 MiB of data; no real package comes near this.
const mostBytes = 64 * 1024 * 1024;
const leadBytes = 96;
const introBytes = 16;

/** Reads lead, signature header and header without rpm; a sentence when the file is not made of them. */
export async function readPackageHead(path: string): Promise<PackageHead | string> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return await readHead(file, size);
  } finally {
    await file.close();
  }
}

async function readHead(file: FileHandle, size: number): Promise<PackageHead | string> {
  const lead = await read(file, 0, leadBytes);
  if (lead.length < leadBytes || lead.readUInt32BE(0) !== 0xedabeedb) return 'it does not begin with a lead';
  const signature = await readHeaderAt(file, leadBytes);
  if (typeof signature === 'string') return `its signature header ${signature}`;
  // The signature header is filled up to a multiple of eight bytes.
  const start = leadBytes + Math.ceil(signature.bytes.length / 8) * 8;
  const header = await readHeaderAt(file, start);
  if (typeof header === 'string') return `its header ${header}`;
  return { lead: readLead(lead), signature, header, coveredBytes: size - start };
}

/** Format of the lead: 4 bytes magic, 2 version, 2 type, 2 architecture, 66 name. */
function readLead(lead: Buffer): PackageHead['lead'] {
  const name = lead.subarray(10, 76);
  const end = name.indexOf(0);
  return {
    source: lead.readUInt16BE(6) === 1,
    label: name.subarray(0, end < 0 ? name.length : end).toString('utf8'),
  };
}

async function readHeaderAt(file: FileHandle, at: number): Promise<RpmHeader | string> {
  const intro = readIntro(await read(file, at, introBytes));
  if (intro === undefined) return 'does not begin like one';
  const length = introBytes + 16 * intro.entries + intro.dataBytes;
  if (length > mostBytes) return `says that it has ${length} bytes`;
  const bytes = await read(file, at, length);
  return bytes.length < length ? 'is cut short' : readHeader(bytes, intro);
}

async function read(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}
