import { type FileHandle, open } from 'node:fs/promises';

/** A member of an ar archive: where its content stands in the file. */
export interface ArchiveMember {
  readonly name: string;
  readonly start: number;
  readonly size: number;
}

const magic = '!<arch>\n';
const headerBytes = 60;
const mostMembers = 32;
// ar(5): 16 name, 12 time, 6 owner, 6 group, 8 mode, 10 size, then a back quote and a line feed.
const header = /^([^\0]{16})[0-9 ]{12}[0-9 ]{6}[0-9 ]{6}[0-7 ]{8}([0-9]{1,10}) *`\n$/s;
// Long names of GNU and BSD begin with a slash or a hash; no member of a package has one.
const plainName = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;

/** The members of a package file; a sentence when the archive could be read in two ways. */
export async function readArchive(path: string): Promise<readonly ArchiveMember[] | string> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return await readMembers(file, size);
  } finally {
    await file.close();
  }
}

async function readMembers(file: FileHandle, size: number): Promise<readonly ArchiveMember[] | string> {
  if ((await read(file, 0, magic.length)) !== magic) return 'it is no ar archive';
  const members: ArchiveMember[] = [];
  let at = magic.length;
  while (at < size) {
    const member = memberOf(await read(file, at, headerBytes), at);
    if (typeof member === 'string') return member;
    const end = member.start + member.size;
    if (end > size) return `its member ${member.name} is cut short`;
    const padded = end % 2 === 1;
    if (padded && (await read(file, end, 1)) !== '\n')
      return `its member ${member.name} is not padded by a line feed`;
    members.push(member);
    if (members.length > mostMembers) return `it has more than ${mostMembers} members`;
    at = padded ? end + 1 : end;
  }
  return members;
}

function memberOf(text: string, at: number): ArchiveMember | string {
  const [, name = '', size = ''] = header.exec(text) ?? [];
  if (size === '') return `there is no member of an archive at byte ${at}`;
  // GNU ar ends a name with a slash, dpkg-deb does not; both fill it up with spaces.
  const plain = name.trimEnd().replace(/\/$/, '');
  if (!plainName.test(plain)) return `it has a member with the name ${JSON.stringify(plain)}`;
  return { name: plain, start: at + headerBytes, size: Number(size) };
}

/** As one character a byte. */
async function read(file: FileHandle, at: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead).toString('latin1');
}
