import { pathProblem } from './relative-path.ts';
import { isSha256, quoted } from './scalars.ts';

/** One file that a provider promises. */
export interface ManifestFile {
  readonly path: string;
  /** Bytes; null where the manifest names none. */
  readonly size: number | null;
  readonly sha256: string;
}

/** Takes a problem of one line of a manifest, counted from 1. */
export type Complain = (line: number, problem: string) => void;

interface Placed {
  readonly path: string;
  readonly line: number;
}

export const manifestLimits = { files: 20_000, bytes: 8 * 1024 * 1024 } as const;

/** Says what keeps a digest from being read, or undefined. */
export function sha256Problem(digest: string): string | undefined {
  if (isSha256(digest)) return undefined;
  if (isSha256(digest.toLowerCase())) return 'sha256 has upper-case digits; write them in lower case';
  return `sha256 is ${quoted(digest)}, not 64 lower-case hexadecimal digits`;
}

/** Complains about too few or too many files, at the given line. */
export function checkCount(count: number, line: number, complain: Complain): void {
  if (count === 0) complain(line, 'the manifest lists no file');
  if (count > manifestLimits.files)
    complain(line, `the manifest lists ${count} files; at most ${manifestLimits.files} are read`);
}

/** Complains about a path that is no name for a file of ours. */
export function checkPath({ path, line }: Placed, complain: Complain): void {
  const problem = pathProblem(path);
  if (problem !== undefined) complain(line, problem);
}

/** Also refuses what collides where case does not count, and a file that is the folder of another one. */
export function checkUnique(files: readonly Placed[], complain: Complain): void {
  const first = new Map<string, Placed>();
  for (const file of files) {
    const key = file.path.toLowerCase();
    const other = first.get(key);
    if (other === undefined) first.set(key, file);
    else if (file.path !== '') {
      const how =
        other.path === file.path ? 'stands already' : `differs only by case from ${quoted(other.path)}`;
      complain(file.line, `file ${quoted(file.path)}: ${how} in line ${other.line}`);
    }
  }
  for (const file of files) {
    const folder = foldersOf(file.path).find((name) => first.has(name));
    if (folder !== undefined)
      complain(file.line, `file ${quoted(file.path)}: ${quoted(folder)} is listed as a file`);
  }
}

function foldersOf(path: string): readonly string[] {
  const parts = path.toLowerCase().split('/');
  return parts.slice(0, -1).map((_part, at) => parts.slice(0, at + 1).join('/'));
}
