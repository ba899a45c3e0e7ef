import { createHash } from 'node:crypto';
import type { CommitSha } from '../../src/domain/desired-state.ts';
import { StagepostError } from '../../src/domain/failure.ts';
import { asInstant, type Instant } from '../../src/domain/instant.ts';
import type { BlobId, HistoryCommit, ReleaseHistory, TreeEntry } from '../../src/ports/release-history.ts';
import type { HistoryBench, HistoryChange } from '../contracts/release-history.ts';

/** A commit whose files may be of any mode, not only ordinary ones. */
export interface FakeChange extends HistoryChange {
  readonly modes?: Readonly<Record<string, string>>;
}

/** A release repository in memory, which counts what it was asked. */
export interface FakeHistory extends HistoryBench {
  commit(change: FakeChange): Promise<CommitSha>;
  /** A commit by nobody in particular. */
  edit(files: FakeChange['files'], modes?: FakeChange['modes']): Promise<CommitSha>;
  readonly asked: { blobs: number; wholeHistories: number };
}

type Tree = ReadonlyMap<string, { readonly mode: string; readonly blob: BlobId }>;

interface Commit {
  readonly sha: CommitSha;
  readonly parent: Commit | null;
  readonly author: string;
  readonly subject: string;
  readonly at: Instant;
  readonly tree: Tree;
}

const largestBlob = 1024 * 1024;

export function fakeReleaseHistory(): FakeHistory {
  const blobs = new Map<BlobId, Uint8Array>();
  const commits = new Map<CommitSha, Commit>();
  const asked = { blobs: 0, wholeHistories: 0 };
  let head: Commit | null = null;

  function store(content: string): BlobId {
    const bytes = new TextEncoder().encode(content);
    const blob = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex') as BlobId;
    blobs.set(blob, bytes);
    return blob;
  }

  function changed(tree: Tree, { files, modes }: FakeChange): Tree {
    const next = new Map(tree);
    for (const [path, content] of Object.entries(files)) {
      if (content === null) next.delete(path);
      else next.set(path, { mode: modes?.[path] ?? '100644', blob: store(content) });
    }
    return next;
  }

  function add({ author, subject, at }: Omit<Commit, 'sha' | 'parent' | 'tree'>, tree: Tree): CommitSha {
    const name = `${commits.size} ${head?.sha} ${author} ${at}`;
    const sha = createHash('sha1').update(name).digest('hex') as CommitSha;
    head = { sha, parent: head, author, subject, at, tree };
    commits.set(sha, head);
    return sha;
  }

  function commitOf(sha: CommitSha): Commit {
    const found = commits.get(sha);
    if (found === undefined) throw gitFailed(`there is no commit ${sha}`);
    return found;
  }

  function readBlob(id: BlobId): Uint8Array {
    const found = blobs.get(id);
    if (found === undefined) throw gitFailed(`there is no blob ${id}`);
    if (found.length > largestBlob) throw gitFailed(`blob ${id} is too large`);
    asked.blobs += 1;
    return found;
  }

  const history: ReleaseHistory = {
    head: async () => {
      if (head === null) throw gitFailed('main has no commit');
      const { changed: _changed, ...facts } = describe(head, lineOf(head).length - 1);
      return facts;
    },
    tree: async (commit) => entriesOf(commitOf(commit).tree),
    blobs: async (ids) => ids.map(readBlob),
    commits: async (since, until) => {
      if (since === null) asked.wholeHistories += 1;
      const before = new Set(since === null ? [] : lineOf(commitOf(since)).map(({ sha }) => sha));
      const line = lineOf(commitOf(until));
      return line.map(describe).filter(({ commit }) => !before.has(commit));
    },
    isOnLine: async (ancestor, commit) => lineOf(commitOf(commit)).some(({ sha }) => sha === ancestor),
  };

  async function commit(change: FakeChange): Promise<CommitSha> {
    return add({ subject: 'a change', ...change }, changed(head?.tree ?? new Map(), change));
  }

  return {
    history,
    asked,
    commit,
    edit: (files, modes) =>
      commit({ author: 'Ada', at: noon, files, ...(modes === undefined ? {} : { modes }) }),
    merge: async (side, { author, at }) => {
      const merged = side.reduce((tree, change) => changed(tree, change), head?.tree ?? new Map());
      return add({ author, at, subject: 'merge' }, merged);
    },
    rewind: async (to) => {
      head = commitOf(to);
    },
    close: async () => undefined,
  };
}

const noon = asInstant('2026-11-22T12:00:00Z') as Instant;

// From the root to the commit, along first parent.
function lineOf(commit: Commit): readonly Commit[] {
  const line: Commit[] = [];
  for (let one: Commit | null = commit; one !== null; one = one.parent) line.unshift(one);
  return line;
}

function describe({ sha, parent, author, subject, at, tree }: Commit, index: number): HistoryCommit {
  const before: Tree = parent?.tree ?? new Map();
  const paths = [...new Set([...before.keys(), ...tree.keys()])].filter((path) =>
    path.startsWith('releases/'),
  );
  const changed = paths.filter((path) => before.get(path)?.blob !== tree.get(path)?.blob).sort();
  return {
    commit: sha,
    position: index + 1,
    author,
    subject,
    committedAt: at,
    changed: changed.map((path) => ({ path, blob: tree.get(path)?.blob ?? null })),
  };
}

function entriesOf(tree: Tree): readonly TreeEntry[] {
  const entries = [...tree].map(([path, { mode, blob }]) => ({ path, mode, blob }));
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function gitFailed(message: string): StagepostError {
  return new StagepostError({ code: 'git-failed', message });
}
