import type { FetchRelease } from '../domain/plan.ts';
import type { ManifestFile } from '../formats/manifest-file.ts';
import { type Arrival, differences } from './compare-files.ts';
import { fetchFiles } from './fetch-files.ts';
import type { IntakeDeps } from './intake-deps.ts';
import type { AssignedFile, AssignedPlatform, Offer } from './offer.ts';
import { counted, refuse } from './refuse.ts';
import type { Fetch } from './start-fetching.ts';

/** A package file that is, byte for byte, the one that the manifest promises. */
export interface FetchedFile extends Omit<AssignedFile, 'file'> {
  readonly file: ManifestFile & { readonly size: number };
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
  const { limits } = action;
  const arrivals = await fetchFiles(files, { wanted: [...wanted.values()], limits, fetch: work.fetch });
  progress.step(`comparing ${counted(wanted.size, 'file')} of ${action.release} with the manifest`);
  const lines = await differences(files, arrivals);
  if (lines.length > 0) {
    const count = `${lines.length} of ${counted(arrivals.length, 'file')}`;
    const verb = lines.length === 1 ? 'does' : 'do';
    throw refuse('checksum-mismatch', `${count} ${verb} not match ${offer.manifest}`, lines);
  }
  const found = await withSizes(files, arrivals);
  return platforms.map((platform) => ({
    ...platform,
    files: platform.files.flatMap(({ file, said }) => {
      const fetched = found.get(file.path);
      return fetched === undefined ? [] : [{ ...fetched, said }];
    }),
  }));
}

/** The manifest may have left a size open; from here on every file has one. */
async function withSizes(
  files: IntakeDeps['files'],
  arrivals: readonly Arrival[],
): Promise<ReadonlyMap<string, Pick<FetchedFile, 'file' | 'path'>>> {
  const found = arrivals.map(async ({ expected, path }) => {
    const size = expected.size ?? (await files.facts(path))?.size ?? 0;
    return [expected.path, { path, file: { ...expected, size } }] as const;
  });
  return new Map(await Promise.all(found));
}
