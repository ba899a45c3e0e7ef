import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { CommitSha } from '../../../src/domain/desired-state.ts';
import type { Instant } from '../../../src/domain/instant.ts';

const environment = {
  PATH: process.env.PATH,
  LC_ALL: 'C.UTF-8',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
  GIT_AUTHOR_DATE: '2026-11-22T12:00:00Z',
  GIT_COMMITTER_DATE: '2026-11-22T12:00:00Z',
};

/** A real repository with a working tree, for tests to change by git itself. */
export interface GitFixture {
  readonly dir: string;
  git(args: readonly string[], more?: { input?: string; env?: Record<string, string> }): string;
  write(files: Readonly<Record<string, string | null>>): void;
  commit(
    files: Readonly<Record<string, string | null>>,
    by?: { readonly author: string; readonly at: Instant; readonly subject?: string },
  ): CommitSha;
}

/** A folder that is removed when the test ends. */
export function scratchFolder(): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'stagepost-git-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** Makes an empty repository whose branch is main. */
export function makeRepository(dir: string): GitFixture {
  mkdirSync(dir, { recursive: true });
  const git: GitFixture['git'] = (args, more = {}) =>
    execFileSync('git', [...args], {
      cwd: dir,
      env: { ...environment, ...more.env },
      input: more.input ?? '',
      stdio: ['pipe', 'pipe', 'pipe'],
    })
      .toString()
      .trimEnd();

  function write(files: Readonly<Record<string, string | null>>): void {
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(dir, name);
      mkdirSync(path.dirname(file), { recursive: true });
      if (content === null) rmSync(file);
      else writeFileSync(file, content);
    }
  }

  git(['init', '--quiet', '--initial-branch=main', '--template=', '.']);
  return {
    dir,
    git,
    write,
    commit: (files, by = { author: 'Ada', at: '2026-11-22T12:00:00Z' as Instant }) => {
      write(files);
      git(['add', '--all']);
      git(['commit', '--quiet', '--allow-empty', '-m', by.subject ?? 'a change'], { env: authorOf(by) });
      return git(['rev-parse', 'HEAD']) as CommitSha;
    },
  };
}

/** The environment that makes a commit somebody's. */
export function authorOf(by: { readonly author: string; readonly at: Instant }): Record<string, string> {
  return { GIT_AUTHOR_NAME: by.author, GIT_AUTHOR_DATE: by.at, GIT_COMMITTER_DATE: by.at };
}
