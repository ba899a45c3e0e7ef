import type { CommitSha } from '../../domain/desired-state.ts';
import { StagepostError } from '../../domain/failure.ts';
import { attestationsFolder } from '../../domain/generation.ts';
import type { SystemReading } from '../../domain/operating-system.ts';
import {
  approvalKey,
  type Inventory,
  type ReconcilerRecord,
  type RecordedGeneration,
  type ReleaseRecord,
  type StepApproval,
} from '../../domain/record.ts';
import type { PlatformKey, ReleaseId } from '../../domain/release.ts';
import type { RepositoryKey } from '../../domain/repository.ts';
import {
  approvalShape,
  generationShape,
  headShape,
  inventoryShape,
  isPlainPath,
  releaseShape,
  systemShape,
} from './record-shapes.ts';
import {
  approvalFile,
  recordFile,
  releaseFile,
  releaseOfInventory,
  repositoryFile,
  systemFile,
} from './record-to-files.ts';
import { Misfit, type Shape } from './shape.ts';

type Files = ReadonlyMap<string, string>;

const topFolders = /^(releases|approvals|inventory|repositories|operating-systems)\//;

/** Reads a record from its files; a file that is not understood is never taken for one that is not there. */
export function filesToRecord(parent: CommitSha, files: Files): ReconcilerRecord {
  const problems: string[] = [];
  const head = attempt(problems, () => readShape(files, recordFile, headShape));
  const releases = new Map<ReleaseId, ReleaseRecord>();
  const generations = new Map<RepositoryKey, RecordedGeneration>();
  const approvals = new Map<string, StepApproval>();
  const systems = new Map<PlatformKey, SystemReading>();
  const folders = Map.groupBy(
    [...files.keys()].filter((file) => file.startsWith('repositories/')),
    folderOfGeneration,
  );
  for (const file of files.keys()) {
    attempt(problems, () => {
      if (file.startsWith('releases/')) addRelease(releases, files, file);
      else if (file.startsWith('approvals/')) addApproval(approvals, files, file);
      else if (file.startsWith('operating-systems/')) addSystem(systems, files, file);
      else if (file.endsWith('/generation.json')) addGeneration(generations, { files, folders }, file);
      else refuseStranger(files, file);
    });
  }
  if (head === undefined || problems.length > 0) throw recordDamaged(problems);
  return { parent, commit: head.commit, behind: head.behind, releases, generations, approvals, systems };
}

/** Reads the packages of releases, by release; every file that is not understood is told at once. */
export function filesToInventories(files: Files): ReadonlyMap<ReleaseId, Inventory> {
  const problems: string[] = [];
  const inventories = new Map<ReleaseId, Inventory>();
  for (const file of files.keys())
    attempt(problems, () => {
      const found = readShape(files, file, inventoryShape);
      if (found.release !== releaseOfInventory(file)) throw new Misfit(`${file}: is about ${found.release}`);
      inventories.set(found.release, found);
    });
  if (problems.length > 0) throw recordDamaged(problems);
  return inventories;
}

/** The record branch holds something that is not understood; nothing may be concluded from it. */
export function recordDamaged(problems: readonly string[]): StagepostError {
  return new StagepostError({
    code: 'bad-release-repository',
    message: `the record cannot be read: ${problems[0] ?? 'no reason known'}`,
    hint: 'Take the last commit off the record branch, or use the version of Stagepost that wrote it.',
    treatment: 'needs-person',
    details: problems,
  });
}

function addRelease(releases: Map<ReleaseId, ReleaseRecord>, files: Files, file: string): void {
  const record = readShape(files, file, releaseShape);
  if (releaseFile(record.release) !== file) throw new Misfit(`${file}: is about ${record.release}`);
  releases.set(record.release, record);
}

function addApproval(approvals: Map<string, StepApproval>, files: Files, file: string): void {
  const approval = readShape(files, file, approvalShape);
  const key = approvalKey(approval);
  if (approvalFile(key) !== file) throw new Misfit(`${file}: is about ${key}`);
  approvals.set(key, approval);
}

function addSystem(systems: Map<PlatformKey, SystemReading>, files: Files, file: string): void {
  const reading = readShape(files, file, systemShape);
  if (systemFile(reading.platform) !== file) throw new Misfit(`${file}: is about ${reading.platform}`);
  systems.set(reading.platform, reading);
}

interface RepositoryFiles {
  readonly files: Files;
  /** Files of repositories by the folder of their generation. */
  readonly folders: ReadonlyMap<string, readonly string[]>;
}

function addGeneration(
  generations: Map<RepositoryKey, RecordedGeneration>,
  { files, folders }: RepositoryFiles,
  file: string,
): void {
  const generation = readShape(files, file, generationShape);
  const folder = repositoryFile(generation.repository, '');
  if (`${folder}generation.json` !== file) throw new Misfit(`${file}: is about ${generation.repository}`);
  const rootFiles = (folders.get(folder) ?? [])
    .map((path) => [path.slice(folder.length), files.get(path) ?? ''] as const)
    .filter(([name]) => name !== 'generation.json');
  generations.set(generation.repository, { generation, rootFiles: new Map(rootFiles) });
}

const attestationPath = new RegExp(`^(.+?/)${attestationsFolder}/[^/]+/[^/]+\\.intoto\\.jsonl$`);

/** The folder, with a slash at its end, of the generation that a file below `repositories/` belongs to. */
export function folderOfGeneration(file: string): string {
  return attestationPath.exec(file)?.[1] ?? file.slice(0, file.lastIndexOf('/') + 1);
}

// What is neither a release nor a generation must be an inventory or a root file beside a generation.
function refuseStranger(files: Files, file: string): void {
  if (file === recordFile) return;
  if (!isPlainPath(file) || !topFolders.test(file)) throw new Misfit(`${file}: not a file of the record`);
  if (file.startsWith('inventory/')) {
    if (!/^inventory\/[^/]+\/[^/]+\.json$/.test(file)) throw new Misfit(`${file}: not an inventory`);
    return;
  }
  const beside = `${folderOfGeneration(file)}generation.json`;
  if (!files.has(beside)) throw new Misfit(`${file}: stands beside no generation.json`);
}

function readShape<T>(files: Files, file: string, shape: Shape<T>): T {
  const text = files.get(file);
  if (text === undefined) throw new Misfit(`${file}: is missing`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Misfit(`${file}: not JSON`);
  }
  return shape(value, file);
}

function attempt<T>(problems: string[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    problems.push(error.message);
    return undefined;
  }
}
