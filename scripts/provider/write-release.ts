import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { readPackageHeader } from './read-package-header.ts';
import { type PlacedPackage, type ReleaseDescription, releaseXml } from './release-xml.ts';
import { documentText, element, enclose } from './xml-text.ts';

export type ReleaseWish = {
  readonly dir: string;
  readonly release: ReleaseDescription;
  /** A package for all architectures may be named once for each target that it belongs to. */
  readonly packages: readonly { readonly platform: string; readonly arch: string; readonly file: string }[];
};

const MANIFEST = 'checksums.xml';

/** Lays a release out as its provider serves it: packages, release.xml, and the manifest over every file in `dir`. */
export async function writeRelease(wish: ReleaseWish): Promise<{ readonly checksumsDigest: string }> {
  await mkdir(wish.dir, { recursive: true });
  const placed: PlacedPackage[] = [];
  for (const { platform, arch, file } of wish.packages) {
    const path = `${platform}/${arch}/${basename(file)}`;
    await mkdir(dirname(join(wish.dir, path)), { recursive: true });
    await copyFile(file, join(wish.dir, path));
    placed.push({ platform, arch, path, header: await readPackageHeader(file, wish.dir) });
  }
  await writeFile(join(wish.dir, 'release.xml'), releaseXml(wish.release, sortedByPath(placed)));
  return writeManifest(wish.dir);
}

/** Writes checksums.xml anew over what lies in `dir`; a test that changed a file by hand may call it again. */
export async function writeManifest(dir: string): Promise<{ readonly checksumsDigest: string }> {
  const lines: string[] = [];
  for (const path of await filesBelow(dir)) {
    const bytes = await readFile(join(dir, path));
    lines.push(element('file', '', { path, size: String(bytes.length), sha256: sha256(bytes) }));
  }
  const root = { xmlns: 'urn:stagepost:checksums:1', schemaVersion: '1' };
  const text = documentText(enclose('checksums', root, lines));
  await writeFile(join(dir, MANIFEST), text);
  return { checksumsDigest: `sha256:${sha256(text)}` };
}

async function filesBelow(dir: string): Promise<readonly string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const paths = files.map((entry) => relative(dir, join(entry.parentPath, entry.name)));
  return paths.filter((path) => path !== MANIFEST).sort();
}

function sortedByPath(packages: readonly PlacedPackage[]): readonly PlacedPackage[] {
  return packages.toSorted((left, right) => (left.path < right.path ? -1 : 1));
}

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
