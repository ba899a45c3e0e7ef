import { canonicalJson } from '../../domain/digest.ts';
import { generationText } from '../../domain/generation.ts';
import type { Inventory, ReconcilerRecord, RecordedGeneration } from '../../domain/record.ts';
import type { PlatformKey, ReleaseId } from '../../domain/release.ts';
import type { RepositoryKey } from '../../domain/repository.ts';

/** The file that says which commit of main was reconciled last. */
export const recordFile = 'record.json';

/** The file of one release's record. */
export function releaseFile(release: ReleaseId): string {
  return `releases/${release}.json`;
}

/** The file of one release's packages. */
export function inventoryFile(release: ReleaseId): string {
  return `inventory/${release}.json`;
}

/** The file of the approval of one step. */
export function approvalFile(key: string): string {
  return `approvals/${key}.json`;
}

/** The file of what the operating system of a platform offers. */
export function systemFile(platform: PlatformKey): string {
  return `operating-systems/${platform}.json`;
}

/** The release whose inventory a file is; undefined for other files. */
export function releaseOfInventory(file: string): ReleaseId | undefined {
  return /^inventory\/(.+)\.json$/.exec(file)?.[1] as ReleaseId | undefined;
}

/** A file of one repository's recorded generation. */
export function repositoryFile(repository: RepositoryKey, name: string): string {
  return `repositories/${repository}/${name}`;
}

/** The files that say what a record says, by path; inventories are not among them. */
export function recordToFiles(record: ReconcilerRecord): ReadonlyMap<string, string> {
  const files = new Map([[recordFile, headText(record)]]);
  for (const [id, release] of record.releases) files.set(releaseFile(id), readableJson(release));
  for (const [key, approval] of record.approvals) files.set(approvalFile(key), readableJson(approval));
  for (const [platform, reading] of record.systems) files.set(systemFile(platform), readableJson(reading));
  for (const [key, recorded] of record.generations)
    for (const [file, text] of generationFiles(key, recorded)) files.set(file, text);
  return files;
}

/** What the file says that tells which commit was reconciled last. */
export function headText({ commit, behind }: Pick<ReconcilerRecord, 'commit' | 'behind'>): string {
  return readableJson({ schemaVersion: 1, commit, behind: Object.fromEntries(behind) });
}

/** The files of one recorded generation, by path. */
export function generationFiles(
  key: RepositoryKey,
  { generation, rootFiles }: RecordedGeneration,
): ReadonlyMap<string, string> {
  return new Map([
    [repositoryFile(key, 'generation.json'), generationText(generation)],
    ...[...rootFiles].map(([name, content]) => [repositoryFile(key, name), content] as const),
  ]);
}

/** The files of inventories, by path. */
export function inventoriesToFiles(inventories: readonly Inventory[]): ReadonlyMap<string, string> {
  return new Map(inventories.map((one) => [inventoryFile(one.release), readableJson(one)]));
}

// Sorted keys and one value a line: people read the differences.
function readableJson(value: unknown): string {
  return `${JSON.stringify(JSON.parse(canonicalJson(value)), null, 2)}\n`;
}
