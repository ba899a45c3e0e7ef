// One edit of a world, at random: of what git holds, or of what is published.
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
import { pick } from './git-edits.ts';
import {
  amend,
  amendMain,
  append,
  cutMain,
  drop,
  type Edit,
  exchange,
  forge,
  type Made,
  mode,
  reorder,
  retell,
  stranger,
} from './history-edits.ts';

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
  const names = {
    package: /\.(rpm|deb)$/,
    attestation: /\.intoto\.jsonl$/,
    generation: /\/generation\.json$/,
    any: /./,
  };
  const kind = pick(['package', 'package', 'attestation', 'generation', 'any', 'any'] as const, dice);
  const fitting = files.filter((path) => names[kind].test(path));
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
  exchange,
  exchange,
  forge,
  reorder,
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
