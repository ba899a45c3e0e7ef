import type { FetchRelease } from '../domain/plan.ts';
import type { ManifestFile } from '../formats/manifest-file.ts';
import { type Arrival, differences } from './compare-files.ts';
import { fetchFiles } from './fetch-files.ts';
import type { IntakeDeps } from './intake-deps.ts';
import type { AssignedFile, AssignedPlatform, Offer } from './offer.ts';
import { counted, refuse } from './refuse.ts';
import type { Fetch } from './start-fetching.ts';
import { takeFromPool } from './take-from-pool.ts';

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

interface Work {
  readonly action: FetchRelease;
  readonly offer: Offer;
  readonly fetch: Fetch;
  /** Whether what the pool has from another submission of the version is taken from there. */
  readonly fromPool: boolean;
}

/** Fetches the package files of the wanted platforms, each once, and compares every byte with the manifest (R61, R65). */
export async function fetchPackages(deps: IntakeDeps, work: Work): Promise<readonly FetchedPlatform[]> {
  const { files, progress } = deps;
  const { action, offer } = work;
  const { platforms } = offer;
  const wanted = new Map(platforms.flatMap(({ files: own }) => own.map(({ file }) => [file.path, file])));
  const pooled = work.fromPool ? await takeFromPool(deps, action.release, [...wanted.values()]) : [];
  if (pooled.length > 0)
    progress.step(`taking ${counted(pooled.length, 'file')} of ${action.release} from another submission`);
  for (const { expected } of pooled) wanted.delete(expected.path);
  const fetched = await fetchMissing(deps, work, [...wanted.values()]);
  const found = await withSizes(files, [...pooled, ...fetched]);
  return platforms.map((platform) => ({
    ...platform,
    files: platform.files.flatMap(({ file, said }) => {
      const arrived = found.get(file.path);
      return arrived === undefined ? [] : [{ ...arrived, said }];
    }),
  }));
}

async function fetchMissing(
  { files, progress }: IntakeDeps,
  { action, offer, fetch }: Work,
  wanted: readonly ManifestFile[],
): Promise<readonly Arrival[]> {
  if (wanted.length === 0) return [];
  const { release, limits } = action;
  progress.step(`fetching ${counted(wanted.length, 'file')} of ${release}`);
  const arrivals = await fetchFiles(files, { wanted, limits, fetch });
  progress.step(`comparing ${counted(wanted.length, 'file')} of ${release} with the manifest`);
  const lines = await differences(files, arrivals);
  if (lines.length > 0) {
    const count = `${lines.length} of ${counted(arrivals.length, 'file')}`;
    const verb = lines.length === 1 ? 'does' : 'do';
    throw refuse('checksum-mismatch', `${count} ${verb} not match ${offer.manifest}`, lines);
  }
  return arrivals;
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
