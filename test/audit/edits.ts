// One edit of a world, at random: of the record by a further commit, of the history of either branch, of what is published.
import {
  appendFileSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
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

type Edit = (
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
] as const;

function fileOf(branch: Branch, commit: string, dice: Dice): string {
  const kind = pick(kindsOfFile, dice);
  const isRoot = (path: string) => path.startsWith('repositories/') && !path.endsWith('/generation.json');
  const paths = branch.entries(commit).map(({ path }) => path);
  const fitting = paths.filter((path) =>
    kind === 'root' ? isRoot(path) : path.startsWith(kind) || path.endsWith(`/${kind}`),
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
const append: Edit = (story, dice) => {
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

const stranger: Edit = (story, dice) => {
  const branch = record(story);
  const undo = undone(branch);
  const path = pick(
    [
      'note.txt',
      'releases/umd-5/new-1.0.0.json',
      'repositories/x/y/z',
      'inventory/a.json',
      'approvals/a.json',
    ],
    dice,
  );
  const blob = branch.blobOf('{}\n');
  branch.append((all) => [...all, { path, mode: '100644', blob }]);
  return { what: `a further commit: ${path} is new`, file: path, history: false, undo };
};

const mode: Edit = (story, dice) => {
  const branch = record(story);
  const undo = undone(branch);
  const path = fileOf(branch, branch.line().at(-1) ?? '', dice);
  branch.append((all) => all.map((entry) => (entry.path === path ? { ...entry, mode: '100755' } : entry)));
  return { what: `a further commit: ${path} may be run`, file: path, history: false, undo };
};

/** An old commit and all that follow, written anew. What no later signature pins, an earlier audit has vouched for. */
const amend: Edit = (story, dice) => {
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

const retell: Edit = (story, dice) => {
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

const drop: Edit = (story, dice) => {
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
const amendMain: Edit = (story, dice) => {
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

const cutMain: Edit = (story) => {
  const branch = branchOf(story.repository, 'main');
  const undo = undone(branch);
  branch.set(branch.line().at(-2) ?? '');
  return { what: 'main without its last commit', file: 'record.json', history: false, undo };
};

function below(folder: string): readonly string[] {
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .map((entry) => join(entry.parentPath, entry.name))
        .filter((path) => !/\/\.stagepost-[^/]*$/.test(path) && !lstatSync(path).isDirectory())
        .sort()
    : [];
}

function published({ publicDir, unverifiedDir }: Story): readonly string[] {
  return [...below(publicDir), ...below(unverifiedDir)];
}

const touch: Edit = (story, dice) => {
  const files = published(story).filter((path) => lstatSync(path).isFile());
  const kind = pick(['package', 'package', 'generation.json', 'any', 'any'], dice);
  const fitting = files.filter((path) =>
    kind === 'package' ? /\.(rpm|deb)$/.test(path) : kind === 'any' || path.endsWith('/generation.json'),
  );
  const path = pick(fitting.length > 0 ? fitting : files, dice);
  const real = realpathSync(path);
  const bytes = readFileSync(path);
  const how = pick(['a byte', 'cut short', 'longer', 'gone', 'another file'], dice);
  const at = dice(bytes.length);
  if (how === 'a byte') {
    const other = Buffer.from(bytes);
    other[at] = (other[at] ?? 0) ^ 1;
    writeFileSync(path, other);
  } else if (how === 'cut short') truncateSync(path, at);
  else if (how === 'longer') appendFileSync(path, 'x');
  else rmSync(path);
  if (how === 'another file') writeFileSync(path, `other ${at}`);
  const undo = () => writeFileSync(path, bytes);
  return { what: `${path}: ${how}`, file: real, history: false, host: true, undo };
};

const add: Edit = (story, dice) => {
  const beside = pick(published(story), dice);
  const path = join(
    realpathSync(join(beside, '..')),
    pick(['evil-1.0-1.noarch.rpm', '.htaccess', 'index.html'], dice),
  );
  writeFileSync(path, 'x');
  return { what: `${path} is new`, file: path, history: false, host: true, undo: () => rmSync(path) };
};

const relink: Edit = (story, dice) => {
  const links = published(story).filter((path) => lstatSync(path).isSymbolicLink());
  const path = pick(links, dice);
  const target = readlinkSync(path);
  const put = (to: string) => {
    rmSync(path);
    symlinkSync(to, path);
  };
  put(pick(['/etc', 'generations', '../..'], dice));
  return { what: `${path} leads elsewhere`, file: path, history: false, host: true, undo: () => put(target) };
};

const pool: Edit = (story, dice) => {
  const [path, file] = pick(
    below(join(story.state, 'pool'))
      .filter((each) => /\/(member\.json|checksums\.xml)$/.test(each) && !each.includes('canl'))
      .map((each) => [each, /umd-5\/[^/]+/.exec(each)?.[0] ?? ''] as const),
    dice,
  );
  const bytes = readFileSync(path);
  rmSync(path);
  writeFileSync(path, `${bytes} `);
  return {
    what: `${path}: longer`,
    file,
    history: false,
    host: true,
    undo: () => writeFileSync(path, bytes),
  };
};

const edits: readonly Edit[] = [
  append,
  append,
  append,
  amend,
  amend,
  amend,
  touch,
  touch,
  stranger,
  mode,
  retell,
  drop,
  amendMain,
  cutMain,
  add,
  relink,
  pool,
];

/** Makes the edit of a number; the first ones are one of each kind. */
export function makeEdit(number: number, story: Story, dice: Dice): Made {
  const edit = edits[number % edits.length] ?? append;
  return { known: [], host: false, ...edit(story, dice) };
}
