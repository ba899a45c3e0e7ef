import type { Sha256 } from '../domain/digest.ts';

/** What is known of a directory entry without following it. */
export interface FileFacts {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly size: number;
  readonly inode: number;
  readonly device: number;
  /** Rights of owner, group and others, such as 0o700. */
  readonly rights: number;
  /** Whether it belongs to the user of this process, or to root. */
  readonly isOurs: boolean;
  /** Size and times in one word: it differs whenever content, rights or the number of names have changed since. */
  readonly stamp: string;
  /** When that was last, in milliseconds since 1970, by the clock of the file system. */
  readonly changedAt: number;
}

/** Looking at the file system; nothing here changes it. Links are never followed unless a method says so. */
export interface Files {
  /** The whole content; null when nothing is there. Throws `file-system` when larger than `maxBytes`. */
  read(path: string, maxBytes: number): Promise<Uint8Array | null>;
  /** Names in a folder, sorted; null when there is no such folder. */
  list(path: string): Promise<readonly string[] | null>;
  /** Every regular file below a folder as sorted relative paths; throws `content-refused` at anything but files and folders. */
  walk(path: string): Promise<readonly string[]>;
  /** Facts of the entry itself; null when nothing is there. */
  facts(path: string): Promise<FileFacts | null>;
  /** Target of a symbolic link; null when there is none. */
  linkTarget(path: string): Promise<string | null>;
  /** Size and digest by reading the whole file as a stream. */
  digest(path: string): Promise<{ readonly size: number; readonly sha256: Sha256 }>;
}

const mostTextBytes = 64 * 1024 * 1024;

/** The text of a file of ours, which has 64 MiB at most; null when nothing is there. Throws `file-system` like `read`. */
export async function readText(files: Pick<Files, 'read'>, path: string): Promise<string | null> {
  const bytes = await files.read(path, mostTextBytes);
  return bytes === null ? null : Buffer.from(bytes).toString('utf8');
}

/** The same for what may be something else by now: null as well where a link, a folder or a file of more bytes stands. */
export async function readTextOfFile(
  files: Pick<Files, 'read' | 'facts'>,
  path: string,
): Promise<string | null> {
  const facts = await files.facts(path);
  return facts?.kind === 'file' && facts.size <= mostTextBytes ? readText(files, path) : null;
}

/** Whether two names are the same regular file; a copy with the same bytes is not. False where either is missing. */
export async function isSameFile(files: Pick<Files, 'facts'>, one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([files.facts(one), files.facts(other)]);
  return a?.kind === 'file' && b?.kind === 'file' && a.inode === b.inode && a.device === b.device;
}

/** Changing the file system; every method is durable when it returns (file and folder synced). */
export interface FileChanges {
  /** Makes a folder and those above it; fine when it is there. */
  makeFolder(path: string): Promise<void>;
  /** Writes a new file; throws when something is there. Throws after a failed sync, and the file is not to be used. */
  write(path: string, content: Uint8Array | string): Promise<void>;
  /** Another name for the same file; fine when it is that already. */
  link(from: string, to: string): Promise<void>;
  /** Renames within a file system; replaces a file, never a folder with content. */
  rename(from: string, to: string): Promise<void>;
  /** Makes `path` a symbolic link to `target` by one rename, so that a reader sees the old or the new one. */
  switchLink(path: string, target: string): Promise<void>;
  /** Removes an entry and all below it, never following links; fine when nothing is there. */
  remove(path: string): Promise<void>;
  /** Sets the rights of a file or folder, never through a link, and takes it over when this process may. */
  setRights(path: string, rights: number): Promise<void>;
  /** Sets when a file was last modified, in seconds since 1970; not synced, because nothing is true or false by it. */
  setModified(path: string, seconds: number): Promise<void>;
  /** Removes a folder if nothing is in it; fine when something is, or when it is gone. */
  removeEmptyFolder(path: string): Promise<void>;
  /** A fresh private folder below `parent`, which is made when missing. */
  makeScratch(parent: string, purpose: string): Promise<string>;
}
