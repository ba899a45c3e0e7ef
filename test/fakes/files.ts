import { posix } from 'node:path';
import { sha256Of } from '../../src/domain/digest.ts';
import { StagepostError } from '../../src/domain/failure.ts';
import type { FileFacts, Files } from '../../src/ports/files.ts';

/** A tree in memory by absolute path: the text of a file, or where a link points. Folders are where files are. */
export type Tree = Readonly<Record<string, string | { readonly link: string }>>;

/** Files that stand in a tree; nothing can change them, and what is asked of an unreadable path fails. */
export function fakeFiles(tree: Tree, unreadable: readonly string[] = []): Files {
  const entries = new Map(Object.entries(tree));
  const below = (folder: string) =>
    [...entries.keys()]
      .filter((path) => path.startsWith(`${folder}/`))
      .map((path) => posix.relative(folder, path));
  const look = (path: string) => {
    if (unreadable.includes(path))
      throw new StagepostError({ code: 'file-system', message: `${path}: permission denied` });
    return entries.get(path);
  };
  const textOf = (path: string) => {
    const entry = look(path);
    if (typeof entry !== 'object') return entry;
    throw new StagepostError({ code: 'file-system', message: `${path} is a link` });
  };
  return {
    read: async (path, maxBytes) => {
      const text = textOf(path);
      if (text === undefined) return null;
      if (Buffer.byteLength(text) > maxBytes)
        throw new StagepostError({ code: 'file-system', message: `${path} is too large` });
      return Buffer.from(text);
    },
    list: async (path) => {
      const names = new Set(below(path).map((each) => each.split('/')[0] ?? ''));
      return names.size === 0 ? null : [...names].sort();
    },
    walk: async (path) => below(path).sort(),
    facts: async (path) => factsOf(look(path), below(path).length > 0),
    linkTarget: async (path) => {
      const entry = look(path);
      return typeof entry === 'object' ? entry.link : null;
    },
    digest: async (path) => {
      const text = textOf(path) ?? '';
      return { size: Buffer.byteLength(text), sha256: sha256Of(text) };
    },
  };
}

function factsOf(entry: Tree[string] | undefined, isFolder: boolean): FileFacts | null {
  const rest = { device: 1, isOurs: true, changedAt: 0 };
  if (typeof entry === 'string') return { kind: 'file', ...fileFacts(entry), ...rest };
  if (entry !== undefined)
    return { kind: 'link', size: entry.link.length, inode: 1, rights: 0o777, stamp: entry.link, ...rest };
  return isFolder ? { kind: 'folder', size: 0, inode: 1, rights: 0o755, stamp: '', ...rest } : null;
}

// Equal texts are one file, as packages are that were linked.
function fileFacts(text: string) {
  const stamp = sha256Of(text);
  const inode = Number.parseInt(stamp.slice(0, 12), 16);
  return { size: Buffer.byteLength(text), inode, rights: 0o444, stamp };
}
