import type { CommitSha } from '../../domain/desired-state.ts';
import { StagepostError } from '../../domain/failure.ts';
import type { ReconcilerRecord } from '../../domain/record.ts';
import type { RecordStep } from '../../domain/record-step.ts';
import { filesToInventories, filesToRecord, folderOfGeneration } from './files-to-record.ts';
import { inventoriesToFiles, recordFile, recordToFiles, releaseOfInventory } from './record-to-files.ts';

/** A record that grows commit by commit; only what a commit changed is read again. */
export interface RecordFold extends Pick<RecordStep, 'inventories'> {
  readonly head: Pick<ReconcilerRecord, 'commit' | 'behind'>;
  readonly releases: ReconcilerRecord['releases'];
  readonly generations: ReconcilerRecord['generations'];
  readonly approvals: ReconcilerRecord['approvals'];
  readonly systems: ReconcilerRecord['systems'];
  /** Every file that is there and can be read, by path. */
  readonly texts: ReadonlyMap<string, string>;
}

/** The record before its first commit. */
export const emptyFold: RecordFold = {
  head: { commit: null, behind: new Map() },
  releases: new Map(),
  generations: new Map(),
  approvals: new Map(),
  systems: new Map(),
  inventories: new Map(),
  texts: new Map(),
};

/** A file as a commit left it; without text it is gone, or it has a problem. */
export interface ChangedFile {
  readonly path: string;
  readonly text: string | null;
  readonly problem: string | null;
}

type Unread = RecordStep['unread'];
type Read = Partial<Omit<RecordFold, 'texts'>>;

// A file is read by itself, so that one that is damaged hides nothing of the others.
const soundHead = '{"schemaVersion":1,"commit":null,"behind":{}}';
const nowhere = '0'.repeat(40) as CommitSha;

/** Takes the files that one commit changed into the record. */
export function foldFiles(
  fold: RecordFold,
  files: readonly ChangedFile[],
): { readonly fold: RecordFold; readonly unread: Unread } {
  const texts = new Map(fold.texts);
  for (const { path, text } of files) {
    if (text === null) texts.delete(path);
    else texts.set(path, text);
  }
  const unread = files.flatMap(({ path, problem }) => (problem === null ? [] : [{ file: path, problem }]));
  let next: RecordFold = { ...withoutGone(fold, files), texts };
  for (const group of groupsOf(files, texts)) {
    const read = readGroup(group);
    unread.push(...read.unread);
    next = joined(next, read.value);
  }
  return { fold: next, unread };
}

function withoutGone(fold: RecordFold, files: readonly ChangedFile[]): RecordFold {
  const gone = new Set(
    files.filter(({ text, problem }) => text === null && problem === null).map(({ path }) => path),
  );
  const kept = <K extends string, V>(map: ReadonlyMap<K, V>, fileOf: (key: K) => string) =>
    new Map([...map].filter(([key]) => !gone.has(fileOf(key))));
  return {
    ...fold,
    releases: kept(fold.releases, (id) => `releases/${id}.json`),
    approvals: kept(fold.approvals, (key) => `approvals/${key}.json`),
    systems: kept(fold.systems, (platform) => `operating-systems/${platform}.json`),
    inventories: kept(fold.inventories, (id) => `inventory/${id}.json`),
    generations: kept(fold.generations, (key) => `repositories/${key}/generation.json`),
  };
}

/** Files that can only be understood together: those of one repository; every other file alone. */
function groupsOf(
  files: readonly ChangedFile[],
  texts: ReadonlyMap<string, string>,
): readonly ReadonlyMap<string, string>[] {
  const folderOf = (path: string) => (path.startsWith('repositories/') ? folderOfGeneration(path) : path);
  const names = files.map(({ path }) => folderOf(path));
  return [...new Set(names)].flatMap((name) => {
    const isOf = (path: string) => name.endsWith('/') && path.startsWith(name) && folderOf(path) === name;
    const together = [...texts].filter(([path]) => path === name || isOf(path));
    return together.length === 0 ? [] : [new Map(together)];
  });
}

function readGroup(files: ReadonlyMap<string, string>): { readonly value: Read; readonly unread: Unread } {
  try {
    const inventories = filesToInventories(
      new Map([...files].filter(([path]) => releaseOfInventory(path) !== undefined)),
    );
    const isHead = files.has(recordFile);
    const whole = isHead ? files : new Map([[recordFile, soundHead], ...files]);
    const { parent: _parent, commit, behind, ...parts } = filesToRecord(nowhere, whole);
    const head = isHead ? { head: { commit, behind } } : {};
    const written = new Map([
      ...recordToFiles({ parent: null, commit, behind, ...parts }),
      ...inventoriesToFiles([...inventories.values()]),
    ]);
    const otherwise = [...files].filter(([path, text]) => written.get(path) !== text);
    const unread = otherwise.map(([file]) => ({
      file,
      problem: `${file}: not written as the reconciler writes it`,
    }));
    return { value: { ...head, ...parts, inventories }, unread };
  } catch (error) {
    if (!(error instanceof StagepostError)) throw error;
    const [first = ''] = files.keys();
    const fileOf = (problem: string) => [...files.keys()].find((path) => problem.startsWith(path)) ?? first;
    const problems = error.failure.details;
    return { value: {}, unread: problems.map((problem) => ({ file: fileOf(problem), problem })) };
  }
}

function joined(fold: RecordFold, read: Read): RecordFold {
  return {
    ...fold,
    head: read.head ?? fold.head,
    releases: new Map([...fold.releases, ...(read.releases ?? [])]),
    generations: new Map([...fold.generations, ...(read.generations ?? [])]),
    approvals: new Map([...fold.approvals, ...(read.approvals ?? [])]),
    systems: new Map([...fold.systems, ...(read.systems ?? [])]),
    inventories: new Map([...fold.inventories, ...(read.inventories ?? [])]),
  };
}
