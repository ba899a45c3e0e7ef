import { describe, expect, onTestFinished, test } from 'vitest';
import type { CommitSha } from '../../src/domain/desired-state.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { BlobId, ReleaseHistory } from '../../src/ports/release-history.ts';

/** What one commit does; null deletes a file. */
export interface HistoryChange {
  readonly author: string;
  readonly at: Instant;
  /** The message; `a change` where it does not matter. */
  readonly subject?: string;
  readonly files: Readonly<Record<string, string | null>>;
}

/** A history that the tests can add to, beside the port that reads it. */
export interface HistoryBench {
  readonly history: ReleaseHistory;
  /** Adds a commit to the end of main. */
  commit(change: HistoryChange): Promise<CommitSha>;
  /** Makes the changes on a side branch and merges it into main; answers with the merge. */
  merge(side: readonly HistoryChange[], merge: Omit<HistoryChange, 'files'>): Promise<CommitSha>;
  /** Moves the end of main, as a forced push does. */
  rewind(to: CommitSha): Promise<void>;
  close(): Promise<void>;
}

const noon = '2026-11-22T12:00:00Z' as Instant;
const later = '2026-11-22T13:00:00Z' as Instant;
const voms = 'releases/umd-5/voms-4.2.0.yaml';
const dcache = 'releases/umd-5/dcache-9.2.0.yaml';

function change(files: HistoryChange['files'], author = 'Ada'): HistoryChange {
  return { author, at: noon, files };
}

/** What every reader of the release repository must do; `open` starts with an empty main. */
export function releaseHistoryContract(title: string, open: () => Promise<HistoryBench>): void {
  async function bench(): Promise<HistoryBench> {
    const opened = await open();
    onTestFinished(() => opened.close());
    return opened;
  }

  async function textAt(
    history: ReleaseHistory,
    commit: CommitSha,
    path: string,
  ): Promise<string | undefined> {
    const entry = (await history.tree(commit)).find((one) => one.path === path);
    if (entry === undefined) return undefined;
    const [content] = await history.blobs([entry.blob]);
    return Buffer.from(content ?? []).toString();
  }

  describe(`${title} as a release history`, () => {
    test('The head is the newest commit, and its position counts the commits along first parent.', async () => {
      const { history, commit, merge } = await bench();
      await commit(change({ [voms]: 'one\n' }));
      const second = await commit(change({ [voms]: 'two\n' }));
      expect(await history.head()).toMatchObject({ commit: second, position: 2 });
      const merged = await merge([change({ [dcache]: 'a\n' }), change({ [dcache]: 'b\n' })], {
        author: 'Ada',
        at: later,
      });
      expect(await history.head()).toEqual({
        commit: merged,
        position: 3,
        author: 'Ada',
        subject: 'merge',
        committedAt: later,
      });
    });

    test('The files of a commit are those of that commit, not of the head.', async () => {
      const { history, commit } = await bench();
      const first = await commit(change({ [voms]: 'one\n', 'stagepost.yaml': 'title: x\n' }));
      const second = await commit(change({ [voms]: null }));
      await history.head();
      expect((await history.tree(first)).map((entry) => [entry.path, entry.mode])).toEqual([
        [voms, '100644'],
        ['stagepost.yaml', '100644'],
      ]);
      expect((await history.tree(second)).map((entry) => entry.path)).toEqual(['stagepost.yaml']);
      expect(await textAt(history, first, voms)).toBe('one\n');
    });

    test('Blobs come in the order asked for, also when one is asked for twice.', async () => {
      const { history, commit } = await bench();
      const head = await commit(change({ [voms]: 'one\n', [dcache]: 'naïve ☃\n' }));
      await history.head();
      const byPath = new Map((await history.tree(head)).map((entry) => [entry.path, entry.blob]));
      const ids = [voms, dcache, voms].map((path) => byPath.get(path) as BlobId);
      const texts = (await history.blobs(ids)).map((content) => Buffer.from(content).toString());
      expect(texts).toEqual(['one\n', 'naïve ☃\n', 'one\n']);
      expect(await history.blobs([])).toEqual([]);
    });

    test('A blob that is not there fails as git, and the next question is answered.', async () => {
      const { history, commit } = await bench();
      const head = await commit(change({ [voms]: 'one\n' }));
      await history.head();
      const missing = '0123456789012345678901234567890123456789' as BlobId;
      await expect(history.blobs([missing])).rejects.toMatchObject({ failure: { code: 'git-failed' } });
      expect(await textAt(history, head, voms)).toBe('one\n');
    });

    test('A blob of more than one mebibyte fails as git, and one of exactly that size is read.', async () => {
      const { history, commit } = await bench();
      const most = 'x'.repeat(1024 * 1024);
      const head = await commit(change({ [voms]: `${most}x`, [dcache]: most }));
      await history.head();
      await expect(textAt(history, head, voms)).rejects.toMatchObject({ failure: { code: 'git-failed' } });
      expect((await textAt(history, head, dcache))?.length).toBe(most.length);
    });

    test('Commits tell author, moment, position and changed release files, oldest first.', async () => {
      const { history, commit } = await bench();
      const first = await commit({ author: 'Ada', at: noon, files: { [voms]: 'one\n', README: 'x\n' } });
      const second = await commit({
        author: 'Grace Ömer',
        at: later,
        files: { [voms]: null, [dcache]: 'd\n' },
      });
      await history.head();
      const commits = await history.commits(null, second);
      expect(
        commits.map(({ commit: sha, author, committedAt, position }) => [sha, author, committedAt, position]),
      ).toEqual([
        [first, 'Ada', noon, 1],
        [second, 'Grace Ömer', later, 2],
      ]);
      const blobOf = async (path: string, at: CommitSha) =>
        (await history.tree(at)).find((entry) => entry.path === path)?.blob;
      expect(commits.map((one) => one.changed)).toEqual([
        [{ path: voms, blob: await blobOf(voms, first) }],
        [
          { path: dcache, blob: await blobOf(dcache, second) },
          { path: voms, blob: null },
        ],
      ]);
    });

    test('Commits tell their subject, whatever people wrote.', async () => {
      const { history, commit } = await bench();
      const first = await commit({ ...change({ [voms]: 'one\n' }), subject: 'Promote voms — 4.2.0' });
      await commit({ ...change({ [voms]: 'two\n' }), subject: 'Revert "Promote voms — 4.2.0"' });
      const head = await history.head();
      expect(head.subject).toBe('Revert "Promote voms — 4.2.0"');
      const commits = await history.commits(null, head.commit);
      expect(commits.map(({ subject }) => subject)).toEqual(['Promote voms — 4.2.0', head.subject]);
      expect((await history.commits(first, head.commit)).map(({ changed }) => changed.length)).toEqual([1]);
    });

    test('A merge is one commit that changed all that its branch brought.', async () => {
      const { history, commit, merge } = await bench();
      const first = await commit(change({ [voms]: 'one\n' }));
      const merged = await merge([change({ [dcache]: 'a\n' }, 'Side'), change({ [voms]: 'two\n' }, 'Side')], {
        author: 'Merger',
        at: later,
      });
      await history.head();
      const commits = await history.commits(first, merged);
      expect(commits.map((one) => [one.commit, one.author, one.position])).toEqual([[merged, 'Merger', 2]]);
      expect(commits[0]?.changed.map((one) => one.path)).toEqual([dcache, voms]);
    });

    test('What a merge brought is told commit by commit, each with the commit of main that has it first.', async () => {
      const { history, commit, merge } = await bench();
      const first = await commit(change({ [voms]: 'one\n' }));
      const merged = await merge(
        [
          { ...change({ [voms]: 'two\n' }), subject: 'Ask for more\n\nA-Line: of the body' },
          change({ [dcache]: 'a\n', README: 'x\n' }),
        ],
        { author: 'Merger', at: later },
      );
      const last = await commit(change({ README: 'y\n' }));
      await history.head();
      const told = (await history.brought(first, last)).map(({ position, message, changed }) => [
        position,
        message.trimEnd(),
        changed.map(({ path }) => path),
      ]);
      expect(told).toEqual([
        [2, 'Ask for more\n\nA-Line: of the body', [voms]],
        [2, 'a change', [dcache]],
        [2, 'merge', [dcache, voms]],
        [3, 'a change', []],
      ]);
      const all = await history.brought(null, merged);
      expect(all.map(({ position }) => position)).toEqual([1, 2, 2, 2]);
      expect([all[0]?.commit, all[3]?.commit]).toEqual([first, merged]);
      expect(await history.brought(merged, merged)).toEqual([]);
    });

    test('Commits tell whether they changed anything but release files.', async () => {
      const { history, commit } = await bench();
      await commit(change({ [voms]: 'one\n' }));
      await commit(change({ 'stagepost.yaml': 'x\n', [voms]: 'two\n' }));
      const last = await commit(change({ [voms]: 'three\n' }));
      await history.head();
      expect((await history.commits(null, last)).map(({ elsewhere }) => elsewhere)).toEqual([
        false,
        true,
        false,
      ]);
    });

    test('A renamed file is a deleted one and a new one.', async () => {
      const { history, commit } = await bench();
      const first = await commit(change({ [voms]: 'the same content\n' }));
      const second = await commit(change({ [voms]: null, [dcache]: 'the same content\n' }));
      await history.head();
      const [renamed] = await history.commits(first, second);
      expect(renamed?.changed.map((one) => [one.path, one.blob === null])).toEqual([
        [dcache, false],
        [voms, true],
      ]);
    });

    test('Commits that change no release file are there with nothing changed, and none follow the last one.', async () => {
      const { history, commit } = await bench();
      const first = await commit(change({ [voms]: 'one\n' }));
      const second = await commit(change({ README: 'x\n' }));
      const third = await commit(change({ [voms]: 'three\n' }));
      await history.head();
      const commits = await history.commits(first, third);
      expect(commits.map((one) => [one.commit, one.position, one.changed.length])).toEqual([
        [second, 2, 0],
        [third, 3, 1],
      ]);
      expect(await history.commits(third, third)).toEqual([]);
    });

    test('A commit is on the line of itself and of its followers, not of those before it.', async () => {
      const { history, commit, merge } = await bench();
      const first = await commit(change({ [voms]: 'one\n' }));
      const merged = await merge([change({ [dcache]: 'a\n' })], { author: 'Ada', at: later });
      const last = await commit(change({ [voms]: 'two\n' }));
      await history.head();
      expect(await history.isOnLine(first, first)).toBe(true);
      expect(await history.isOnLine(first, last)).toBe(true);
      expect(await history.isOnLine(merged, last)).toBe(true);
      expect(await history.isOnLine(last, first)).toBe(false);
    });

    test('After a forced push the commits that were taken off are not on the line.', async () => {
      const { history, commit, rewind } = await bench();
      const first = await commit(change({ [voms]: 'one\n' }));
      const second = await commit(change({ [voms]: 'two\n' }));
      await history.head();
      await rewind(first);
      const other = await commit(change({ [voms]: 'other\n' }));
      const head = await history.head();
      expect(head).toMatchObject({ commit: other, position: 2 });
      expect(await history.isOnLine(second, head.commit)).toBe(false);
      expect(await history.isOnLine(first, head.commit)).toBe(true);
      const neverSeen = 'f'.repeat(40) as CommitSha;
      expect(await history.isOnLine(neverSeen, head.commit)).toBe(false);
    });
  });
}
