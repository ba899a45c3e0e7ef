import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { sha256Of } from '../../src/domain/digest.ts';
import { StagepostError } from '../../src/domain/failure.ts';
import type { PackageIdentity } from '../../src/domain/member.ts';
import type { PackageTools } from '../../src/ports/package-tools.ts';

/** A package of the fake format: its header as JSON. `payload` makes two of them differ. */
export type TextPackage = PackageIdentity & { readonly payload?: string; readonly signedBy?: string };

/** Tools for packages that are texts, with metadata in apt's form. */
export const textTools: PackageTools = {
  identify: async (paths) => {
    const found = await Promise.all(paths.map(readHeader));
    const bad = paths.filter((_path, at) => found[at] === undefined);
    if (bad.length > 0) {
      const details = bad.map((path) => `${basename(path)}: this is no package`);
      throw new StagepostError({ code: 'content-refused', message: 'unreadable packages', details });
    }
    return found.flatMap((each) => (each === undefined ? [] : [identityOf(each)]));
  },
  fileNameOf: textFileName,
  checkSignatures: (paths, keyring) =>
    Promise.all(
      paths.map(async (path) => {
        const signedBy = (await readHeader(path))?.signedBy;
        if (signedBy === undefined) return { path, verdict: { kind: 'missing', detail: '' } as const };
        const kind = keyring.blocks.includes(signedBy) ? 'good' : 'other-key';
        return { path, verdict: { kind, detail: signedBy } as const };
      }),
    ),
  render: async (folder, prefix) => {
    const stanzas = (await readdir(folder)).sort().map((file) => stanza(folder, file, prefix));
    return [{ name: 'packages', content: Buffer.from((await Promise.all(stanzas)).join('')) }];
  },
};

/** The name that a fake package's file must have. */
export function textFileName({ name, version, release, arch }: PackageIdentity): string {
  return `${name}_${version}${release === '' ? '' : `-${release}`}_${arch}.deb`;
}

function identityOf({ name, epoch, version, release, arch }: TextPackage): PackageIdentity {
  return { name, epoch, version, release, arch };
}

async function readHeader(path: string): Promise<TextPackage | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as TextPackage;
  } catch {
    return undefined;
  }
}

async function stanza(folder: string, file: string, prefix: string): Promise<string> {
  const header = await readHeader(join(folder, file));
  if (header === undefined)
    throw new StagepostError({ code: 'tool-refused', message: `${file} is no package` });
  const bytes = await readFile(join(folder, file));
  const { name, epoch, version, release, arch } = header;
  return `Package: ${name}
Architecture: ${arch}
Version: ${epoch}:${version}${release === '' ? '' : `-${release}`}
Filename: ${prefix}/${file}
Size: ${bytes.length}
SHA256: ${sha256Of(bytes)}

`;
}
