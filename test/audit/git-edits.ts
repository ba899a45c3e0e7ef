// What somebody who may push can do to the two branches: commits made with git alone, as if the reconciler had made them.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Dice } from '../drift/mutations.ts';

/** What an edit did: findings have to name this file, or that history was written anew. */
export interface Edited {
  readonly file: string;
  /** Whether it stands in the history alone, so that what follows from it is named instead. */
  readonly history: boolean;
}

/** A text of a file, or null where it is removed. */
export type Change = (text: string) => string | null;

interface Entry {
  readonly path: string;
  readonly mode: string;
  readonly blob: string;
}

/** A branch that can be changed commit by commit. */
export function branchOf(repository: string, branch: string) {
  const git = (args: readonly string[], more: { readonly env?: object; readonly input?: string } = {}) =>
    execFileSync('git', [...args], {
      cwd: repository,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...more.env },
      ...(more.input === undefined ? {} : { input: more.input }),
    });
  const line = () => git(['rev-list', '--first-parent', '--reverse', branch]).trim().split('\n');
  const entries = (commit: string): readonly Entry[] =>
    git(['ls-tree', '-r', '-z', commit])
      .split('\0')
      .filter((each) => each !== '')
      .map((each) => {
        const [facts = '', path = ''] = each.split('\t');
        const [mode = '', , blob = ''] = facts.split(' ');
        return { path, mode, blob };
      });
  const treeOf = (files: readonly Entry[]) => {
    const index = join(repository, '.git/edit-index');
    const input = files.map(({ mode, blob, path }) => `${mode} ${blob}\t${path}\n`).join('');
    const env = { GIT_INDEX_FILE: index };
    rmSync(index, { force: true });
    git(['update-index', '--index-info'], { env, input });
    return git(['write-tree'], { env }).trim();
  };
  const commitOf = (
    tree: string,
    like: string,
    more: { readonly parents: readonly string[]; readonly message?: string; readonly date?: string },
  ) => {
    const [date = '', name = '', email = ''] = git(['log', '-1', '--format=%ct +0000%n%cn%n%ce', like]).split(
      '\n',
    );
    const when = more.date ?? date;
    const env = {
      GIT_AUTHOR_DATE: when,
      GIT_COMMITTER_DATE: when,
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email,
    };
    const parents = more.parents.flatMap((parent) => ['-p', parent]);
    const message = more.message ?? git(['log', '-1', '--format=%B', like]);
    return git(['commit-tree', ...parents, '-F', '-', tree], { env, input: `${message.trimEnd()}\n` }).trim();
  };
  const textOf = (blob: string) => git(['cat-file', 'blob', blob]);
  const blobOf = (text: string) => git(['hash-object', '-w', '--stdin'], { input: text }).trim();
  const set = (commit: string) => git(['update-ref', `refs/heads/${branch}`, commit]);
  const changed = (entry: Entry, change: Change): readonly Entry[] => {
    const text = change(textOf(entry.blob));
    return text === null ? [] : [{ ...entry, blob: blobOf(text) }];
  };

  return {
    line,
    entries,
    textOf,
    set,
    /** One more commit, with the message of the last one. */
    append(files: (all: readonly Entry[]) => readonly Entry[]): void {
      const head = line().at(-1) ?? '';
      set(commitOf(treeOf(files(entries(head))), head, { parents: [head] }));
    },
    changed,
    blobOf,
    /** Writes a commit and all that follow anew, with a file changed in each that has it as this one has. */
    amend(at: number, path: string, change: Change): void {
      const commits = line();
      const original = entries(commits[at] ?? '').find((entry) => entry.path === path);
      if (original === undefined) throw new Error(`${path} is not in commit ${at}`);
      const after = changed(original, change);
      let parent = commits[at - 1];
      for (const commit of commits.slice(at)) {
        const files = entries(commit).flatMap((entry) =>
          entry.path === path && entry.blob === original.blob ? after : [entry],
        );
        parent = commitOf(treeOf(files), commit, { parents: parent === undefined ? [] : [parent] });
      }
      set(parent ?? '');
    },
    /** Writes a commit and all that follow anew, with another message or date of the first. */
    retell(at: number, more: { readonly message?: string; readonly date?: string }): void {
      const commits = line();
      let parent = commits[at - 1];
      for (const [index, commit] of commits.slice(at).entries()) {
        const tree = `${commit}^{tree}`;
        const own = index === 0 ? more : {};
        const name = git(['rev-parse', tree]).trim();
        parent = commitOf(name, commit, { parents: parent === undefined ? [] : [parent], ...own });
      }
      set(parent ?? '');
    },
    /** Puts two neighbours into the other order: each brings its own tree. */
    swap(at: number): void {
      const commits = line();
      const [one = '', other = ''] = commits.slice(at, at + 2);
      let parent = commits[at - 1];
      for (const commit of [other, one, ...commits.slice(at + 2)]) {
        const name = git(['rev-parse', `${commit}^{tree}`]).trim();
        parent = commitOf(name, commit, { parents: parent === undefined ? [] : [parent] });
      }
      set(parent ?? '');
    },
    /** Leaves a commit out: the next one follows the one before it. */
    drop(at: number): void {
      const commits = line();
      let parent = commits[at - 1];
      for (const commit of commits.slice(at + 1)) {
        const name = git(['rev-parse', `${commit}^{tree}`]).trim();
        parent = commitOf(name, commit, { parents: parent === undefined ? [] : [parent] });
      }
      set(parent ?? '');
    },
    message: (commit: string) => git(['log', '-1', '--format=%B', commit]),
  };
}

export type Branch = ReturnType<typeof branchOf>;

/** One of them, as the dice fall. */
export function pick<T>(all: readonly T[], dice: Dice): T {
  const found = all[dice(all.length)];
  if (found === undefined) throw new Error('there is nothing to choose from');
  return found;
}
