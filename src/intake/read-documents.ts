import type { ManifestFile } from '../formats/manifest-file.ts';
import { readManifest } from '../formats/read-manifest.ts';
import { type ReleaseXml, readReleaseXml } from '../formats/release-xml.ts';
import { counted, placed, refuse } from './refuse.ts';

/** The files that a manifest promises. Throws `content-refused` with every problem. */
export function manifestIn(bytes: Uint8Array, name: string): readonly ManifestFile[] {
  const manifest = readManifest(bytes);
  if (manifest.ok) return manifest.value;
  const count = counted(manifest.problems.length, 'problem');
  throw refuse('content-refused', `${name} has ${count}`, placed(name, manifest.problems));
}

/** What a release.xml says. Throws `content-refused` with every problem. */
export function releaseIn(bytes: Uint8Array, name: string): ReleaseXml {
  const release = readReleaseXml(bytes);
  if (release.ok) return release.value;
  const count = counted(release.problems.length, 'problem');
  throw refuse('content-refused', `${name} has ${count}`, placed(name, release.problems));
}
