// Edits of what git holds: of the record by a further commit, and of the history of either branch.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Dice } from '../drift/mutations.ts';
import type { Story } from '../story/story.ts';
import { changesOf, mainChanges } from './file-changes.ts';
import { type Branch, branchOf, type Edited, pick } from './git-edits.ts';

/** An edit that has been made, and how it is taken back. */
export interface Made extends Edited {
  readonly what: string;
  /** Commits that an earlier audit is said to have vouched for. */
  readonly known: readonly string[];
  /** Whether it is an edit of what is published, which git knows nothing of. */
  readonly host: boolean;
  readonly undo: () => void;
}

/** An edit; the dice say of what. */
export type Edit = (
  story: Story,
  dice: Dice,
) => Omit<Made, 'known' | 'host'> & Partial<Pick<Made, 'known' | 'host'>>;

const record = (story: Story) => branchOf(story.repository, 'stagepost-record');
const kindsOfFile = [
  'record.json',
  'releases/',
  'approvals/',
  'inventory/',
  'generation.json',
  'root',
  'attestation',
] as const;

function fileOf(branch: Branch, commit: string, dice: Dice): string {
  const kind = pick(kindsOfFile, dice);
  const isAttestation = (path: string) => path.endsWith('.intoto.jsonl');
  const isRoot = (path: string) =>
    path.startsWith('repositories/') && !path.endsWith('/generation.json') && !isAttestation(path);
  const paths = branch.entries(commit).map(({ path }) => path);
  const fitting = paths.filter((path) =>
    kind === 'root'
      ? isRoot(path)
      : kind === 'attestation'
        ? isAttestation(path)
        : path.startsWith(kind) || path.endsWith(`/${kind}`),
  );
  return pick(fitting.length > 0 ? fitting : paths, dice);
}

function undone(branch: Branch): () => void {
  const head = branch.line().at(-1) ?? '';
  return () => branch.set(head);
}

function different(text: string, change: (text: string) => string | null): string | null {
  const changed = change(text);
  if (changed === text) throw new Error('the change changes nothing');
  return changed;
}

/** A further commit with the message of the last one. */
export const append: Edit = (story, dice) => {
  const branch = record(story);
  const undo = undone(branch);
  const path = fileOf(branch, branch.line().at(-1) ?? '', dice);
  const changes = changesOf(path);
  const name = pick(Object.keys(changes), dice);
  branch.append((all) =>
    all.flatMap((entry) =>
      entry.path === path
        ? branch.changed(entry, (text) => different(text, changes[name]?.(dice) ?? String))
        : [entry],
    ),
  );
  return { what: `a further commit: ${path}, ${name}`, file: path, history: false, undo };
};

/** Two files of one kind, each with the text of the other: of two releases, two repositories, two attestations. */
export const exchange: Edit = (story, dice) => {
  const branch = record(story);
  const undo = undone(branch);
  const all = branch.entries(branch.line().at(-1) ?? '');
  const nameOf = (path: string) => path.replace(/^.*\//, '').replace(/^.*\.intoto\.jsonl$/, 'attestation');
  const kindOf = (path: string) => (path.startsWith('repositories/') ? nameOf(path) : path.split('/')[0]);
  const pairs = [...Map.groupBy(all, ({ path }) => kindOf(path)).values()].filter(
    (same) => new Set(same.map(({ blob }) => blob)).size > 1,
  );
  const same = pick(pairs, dice);
  const one = pick(same, dice);
  const other = pick(
    same.filter(({ blob }) => blob !== one.blob),
    dice,
  );
  const blobs = new Map([
    [one.path, other.blob],
    [other.path, one.blob],
  ]);
  branch.append((entries) => entries.map((each) => ({ ...each, blob: blobs.get(each.path) ?? each.blob })));
  return { what: `a further commit: ${one.path} for ${other.path}`, file: one.path, history: false, undo };
};

/** A signature of the same text by a key that is not the repository's. */
export const forge: Edit = (story, dice) => {
  const branch = record(story);
  const undo = undone(branch);
  const all = branch.entries(branch.line().at(-1) ?? '');
  const signed = all.filter(({ path }) => path.endsWith('/generation.json.asc'));
  const { path } = pick(signed, dice);
  const text = all.find((each) => each.path === path.replace(/\.asc$/, ''));
  const blob = branch.blobOf(signatureOfAnother(story, branch.textOf(text?.blob ?? '')));
  branch.append((entries) => entries.map((each) => (each.path === path ? { ...each, blob } : each)));
  return { what: `a further commit: ${path} by another key`, file: path, history: false, undo };
};

function signatureOfAnother({ work }: Story, text: string): string {
  // The name is short because of gpg's socket.
  const home = join(work, 'k');
  const gpg = (args: readonly string[], input?: string) =>
    execFileSync('gpg', ['--homedir', home, '--batch', '--no-tty', ...args], {
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(input === undefined ? {} : { input }),
    });
  if (!existsSync(home)) {
    mkdirSync(home, { mode: 0o700 });
    gpg(['--passphrase', '', '--quick-generate-key', 'Somebody else <other@example.org>', 'ed25519', 'sign']);
  }
  const signature = gpg(['--armor', '--detach-sign'], text);
  execFileSync('gpgconf', ['--homedir', home, '--kill', 'gpg-agent']);
  return signature;
}

/** Two commits in the other order. */
export const reorder: Edit = (story, dice) => {
  const branch = record(story);
  const undo = undone(branch);
  const commits = branch.line();
  const at = dice(commits.length - 1);
  branch.swap(at);
  return {
    what: `commits ${at + 1} and ${at + 2} in the other order`,
    file: '',
    history: true,
    known: tail(commits, at),
    undo,
  };
};

export const stranger: Edit = (story, dice) => {
  const branch = record(story);
  const undo = undone(branch);
  const path = pick(
    [
      ...[
        'note.txt',
        'releases/umd-5/new-1.0.0.json',
        'repositories/x/y/z',
        'inventory/a.json',
        'approvals/a.json',
      ],
      'repositories/production/umd-5/el9/x86_64/base/attestations/umd-5/new-1.0.0.000001.intoto.jsonl',
    ],
    dice,
  );
  const blob = branch.blobOf('{}\n');
  branch.append((all) => [...all, { path, mode: '100644', blob }]);
  return { what: `a further commit: ${path} is new`, file: path, history: false, undo };
};

export const mode: Edit = (story, dice) => {
  const branch = record(story);
  const undo = undone(branch);
  const path = fileOf(branch, branch.line().at(-1) ?? '', dice);
  branch.append((all) => all.map((entry) => (entry.path === path ? { ...entry, mode: '100755' } : entry)));
  return { what: `a further commit: ${path} may be run`, file: path, history: false, undo };
};

/** An old commit and all that follow, written anew. What no later signature pins, an earlier audit has vouched for. */
export const amend: Edit = (story, dice) => {
  const branch = record(story);
  const undo = undone(branch);
  const commits = branch.line();
  const at = dice(commits.length);
  const commit = commits[at] ?? '';
  const path = fileOf(branch, commit, dice);
  const changes = changesOf(path);
  const name = pick(Object.keys(changes), dice);
  branch.amend(at, path, (text) => different(text, changes[name]?.(dice) ?? String));
  return {
    what: `commit ${at + 1} written anew: ${path}, ${name}`,
    file: path,
    history: true,
    known: tail(commits, at),
    undo,
  };
};

export const retell: Edit = (story, dice) => {
  const branch = record(story);
  const undo = undone(branch);
  const commits = branch.line();
  const at = dice(commits.length);
  const message = branch.message(commits[at] ?? '');
  const more = pick(
    [
      {
        message:
          message.replace(/Plan: ./, 'Plan: f') === message
            ? `${message}x`
            : message.replace(/Plan: ./, 'Plan: f'),
      },
      { message: message.replace(/^.*$/m, 'nothing happened') },
      { date: '1764000000 +0000' },
    ],
    dice,
  );
  branch.retell(at, more);
  return {
    what: `commit ${at + 1} told anew: ${Object.keys(more)}`,
    file: '',
    history: true,
    known: tail(commits, at),
    undo,
  };
};

export const drop: Edit = (story, dice) => {
  const branch = record(story);
  const undo = undone(branch);
  const commits = branch.line();
  const at = dice(commits.length);
  branch.drop(at);
  return { what: `commit ${at + 1} left out`, file: '', history: true, known: tail(commits, at), undo };
};

// The commits since the last publication are pinned by no signature yet.
function tail(commits: readonly string[], at: number): readonly string[] {
  return at >= commits.length - 3 ? commits.slice(-1) : [];
}

/** A release file or the policy in an old commit of main, and all that follows, written anew. */
export const amendMain: Edit = (story, dice) => {
  const branch = branchOf(story.repository, 'main');
  const undo = undone(branch);
  const commits = branch.line();
  const at = 1 + dice(commits.length - 1);
  const paths = branch.entries(commits[at] ?? '').map(({ path }) => path);
  const releases = paths.filter((path) => /^releases\/.*\.yaml$/.test(path));
  const path = pick(releases.length > 0 ? releases : ['stagepost.yaml'], dice);
  const name = pick(Object.keys(mainChanges), dice);
  branch.amend(at, path, (text) => mainChanges[name]?.(dice)(text) ?? text);
  return { what: `main, commit ${at + 1} written anew: ${path}, ${name}`, file: '', history: true, undo };
};

export const cutMain: Edit = (story) => {
  const branch = branchOf(story.repository, 'main');
  const undo = undone(branch);
  branch.set(branch.line().at(-2) ?? '');
  return { what: 'main without its last commit', file: 'record.json', history: false, undo };
};
