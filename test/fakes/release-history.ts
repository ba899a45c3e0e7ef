import { createHash } from 'node:crypto';
import type { CommitSha } from '../../src/domain/desired-state.ts';
import { StagepostError } from '../../src/domain/failure.ts';
import { asInstant, type Instant } from '../../src/domain/instant.ts';
import type { CommitSignatures } from '../../src/ports/commit-signatures.ts';
import type {
  BlobId,
  BroughtCommit,
  HistoryCommit,
  ReleaseHistory,
  TreeEntry,
} from '../../src/ports/release-history.ts';
import type { HistoryBench, HistoryChange } from '../contracts/release-history.ts';

/** A commit whose files may be of any mode, not only ordinary ones. */
export interface FakeChange extends HistoryChange {
  readonly modes?: Readonly<Record<string, string>>;
  /** The OpenSSH public key that signs it; nobody does when absent. */
  readonly signedBy?: string;
}

/** A release repository in memory, which counts what it was asked. */
export interface FakeHistory extends HistoryBench {
  commit(change: FakeChange): Promise<CommitSha>;
  merge(side: readonly FakeChange[], merge: Omit<FakeChange, 'files'>): Promise<CommitSha>;
  readonly signatures: CommitSignatures;
  /** A commit by nobody in particular. */
  edit(files: FakeChange['files'], modes?: FakeChange['modes']): Promise<CommitSha>;
  readonly asked: { blobs: number; wholeHistories: number };
}

type Tree = ReadonlyMap<string, { readonly mode: string; readonly blob: BlobId }>;

interface Commit {
  readonly sha: CommitSha;
  readonly parent: Commit | null;
  /** The end of the branch that it merges. */
  readonly merged: Commit | null;
  readonly signedBy: string | null;
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

  function make(parent: Commit | null, change: FakeChange, merged: Commit | null = null): Commit {
    const { author, at, subject = 'a change', signedBy = null } = change;
    const name = `${commits.size} ${parent?.sha} ${author} ${at}`;
    const sha = createHash('sha1').update(name).digest('hex') as CommitSha;
    const tree = changed((merged ?? parent)?.tree ?? new Map(), change);
    const made = { sha, parent, merged, author, subject, at, tree, signedBy };
    commits.set(sha, made);
    return made;
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
      const { changed: _changed, elsewhere: _elsewhere, ...facts } = describe(head, lineOf(head).length - 1);
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
    brought: async (since, until) =>
      broughtBy(since === null ? [] : lineOf(commitOf(since)), commitOf(until)),
    isOnLine: async (ancestor, commit) => lineOf(commitOf(commit)).some(({ sha }) => sha === ancestor),
  };

  async function commit(change: FakeChange): Promise<CommitSha> {
    head = make(head, change);
    return head.sha;
  }

  const signatures: CommitSignatures = {
    signers: async (shas, people) =>
      shas.map((sha) => {
        const { signedBy } = commitOf(sha);
        if (signedBy === null) return { kind: 'unsigned' };
        const person = people.find(({ sshKeys }) => sshKeys.includes(signedBy));
        const signedWith = `SHA256:${createHash('sha256').update(signedBy).digest('base64').slice(0, 43)}`;
        if (person !== undefined) return { kind: 'good', person: person.key, signedWith, keyEnds: null };
        const sentence = `is signed with the key ${signedWith}, which nobody in stagepost.yaml has`;
        return { kind: 'refused', sentence };
      }),
  };

  return {
    history,
    signatures,
    asked,
    commit,
    edit: (files, modes) =>
      commit({ author: 'Ada', at: noon, files, ...(modes === undefined ? {} : { modes }) }),
    merge: async (side, by) => {
      const end = side.reduce((parent, change) => make(parent, change), head);
      head = make(head, { subject: 'merge', ...by, files: {} }, end);
      return head.sha;
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

// The commits of branches come with the first commit of the line that has them.
function broughtBy(before: readonly Commit[], until: Commit): readonly BroughtCommit[] {
  const seen = new Set(before.flatMap((commit) => [...withAncestors(commit)]));
  return lineOf(until).flatMap((commit, index) =>
    [...withAncestors(commit)].reverse().flatMap((each) => {
      if (seen.has(each)) return [];
      seen.add(each);
      const { changed } = describe(each, 0);
      return [{ commit: each.sha, position: index + 1, message: `${each.subject}\n`, changed }];
    }),
  );
}

function withAncestors(commit: Commit): ReadonlySet<Commit> {
  const found = new Set<Commit>();
  const open: (Commit | null)[] = [commit];
  while (open.length > 0) {
    const next = open.pop();
    if (next === null || next === undefined || found.has(next)) continue;
    found.add(next);
    open.push(next.parent, next.merged);
  }
  return found;
}

function describe({ sha, parent, author, subject, at, tree }: Commit, index: number): HistoryCommit {
  const before: Tree = parent?.tree ?? new Map();
  const paths = [...new Set([...before.keys(), ...tree.keys()])].filter(
    (path) => before.get(path)?.blob !== tree.get(path)?.blob,
  );
  const changed = paths.filter((path) => path.startsWith('releases/')).sort();
  return {
    commit: sha,
    position: index + 1,
    author,
    subject,
    committedAt: at,
    changed: changed.map((path) => ({ path, blob: tree.get(path)?.blob ?? null })),
    elsewhere: changed.length < paths.length,
  };
}

function entriesOf(tree: Tree): readonly TreeEntry[] {
  const entries = [...tree].map(([path, { mode, blob }]) => ({ path, mode, blob }));
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function gitFailed(message: string): StagepostError {
  return new StagepostError({ code: 'git-failed', message });
}
