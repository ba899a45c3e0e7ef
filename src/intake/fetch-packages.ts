import { join, posix } from 'node:path';
import type { FetchRelease } from '../domain/plan.ts';
import type { ManifestFile } from '../formats/checksums-xml.ts';
import { type Arrival, differences } from './compare-files.ts';
import type { IntakeDeps } from './intake-deps.ts';
import type { AssignedFile, AssignedPlatform, Offer } from './offer.ts';
import { counted, refuse } from './refuse.ts';
import type { Fetch } from './start-fetching.ts';

/** A package file that is, byte for byte, the one that the manifest promises. */
export interface FetchedFile extends AssignedFile {
  /** Absolute path where it arrived; the same for every platform that it belongs to. */
  readonly path: string;
}

/** The fetched package files of one platform. */
export interface FetchedPlatform extends Omit<AssignedPlatform, 'files'> {
  readonly files: readonly FetchedFile[];
}

/** Fetches the package files of the wanted platforms, each once, and compares every byte with the manifest (R61, R65). */
export async function fetchPackages(
  { files, progress }: IntakeDeps,
  work: { readonly action: FetchRelease; readonly offer: Offer; readonly fetch: Fetch },
): Promise<readonly FetchedPlatform[]> {
  const { action, offer } = work;
  const { platforms } = offer;
  const wanted = new Map(platforms.flatMap(({ files: own }) => own.map(({ file }) => [file.path, file])));
  progress.step(`fetching ${counted(wanted.size, 'file')} of ${action.release}`);
  const arrivals = await fetchAll([...wanted.values()], work.fetch);
  progress.step(`comparing ${counted(wanted.size, 'file')} of ${action.release} with the manifest`);
  const lines = await differences(files, arrivals);
  if (lines.length > 0) {
    const count = `${lines.length} of ${counted(arrivals.length, 'file')}`;
    const verb = lines.length === 1 ? 'does' : 'do';
    throw refuse('checksum-mismatch', `${count} ${verb} not match ${offer.manifest}`, lines);
  }
  const paths = new Map(arrivals.map(({ expected, path }) => [expected.path, path]));
  return platforms.map((platform) => ({
    ...platform,
    files: platform.files.map((each) => ({ ...each, path: paths.get(each.file.path) ?? '' })),
  }));
}

async function fetchAll(wanted: readonly ManifestFile[], fetch: Fetch): Promise<readonly Arrival[]> {
  const arrivals: Arrival[] = [];
  for (const [folder, group] of Map.groupBy(wanted, ({ path }) => folderOf(path))) {
    const into = await fetch({
      folder,
      files: group.map(({ path }) => posix.basename(path)),
      maxFileBytes: Math.max(...group.map(({ size }) => size), 1),
    });
    for (const expected of group) {
      arrivals.push({ expected, path: join(into, posix.basename(expected.path)) });
    }
  }
  return arrivals;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
